import { describe, expect, it } from 'vitest';
import { cosineOfTurns } from '../../../src/core/maths/cosine-of-turns.ts';

describe('cosineOfTurns', () => {
  it('is exact at quarters of a turn', () => {
    expect([0, 0.25, 0.5, 0.75, 1, -0.25, 1_000_000.5].map(cosineOfTurns)).toEqual([1, 0, -1, 0, 1, 0, -1]);
  });

  it('agrees with Math.cos', () => {
    let worst = 0;
    for (let i = -20_000; i <= 20_000; i++) {
      const x = i / 9973;
      worst = Math.max(worst, Math.abs(cosineOfTurns(x) - Math.cos(2 * Math.PI * (x % 1))));
    }
    expect(worst).toBeLessThan(1e-15);
  });

  it('has these bits on every engine', () => {
    const view = new DataView(new ArrayBuffer(8));
    const bits = (x: number) => {
      view.setFloat64(0, x);
      return view.getBigUint64(0).toString(16);
    };
    expect([0.1, 1 / 3, 0.7, 12.34].map((x) => bits(cosineOfTurns(x)))).toMatchInlineSnapshot(`
      [
        "3fe9e3779b97f4a8",
        "bfdffffffffffffd",
        "bfd3c6ef372fe954",
        "bfe1257e3c182b4a",
      ]
    `);
  });

  it('of what is no number is none', () => {
    expect([Number.NaN, Number.POSITIVE_INFINITY].map(cosineOfTurns)).toEqual([Number.NaN, Number.NaN]);
  });
});
