import { describe, expect, it } from 'vitest';
import { createAgreedLog } from '../../src/verify/agreed-log.ts';

const WINDOW = 64;
const BLOCK = 8;
const digestOf = (index: number): number => (index * 2_654_435_761) | 0;

/** A log whose first replica has applied 1..last. */
function applied(last: number) {
  const log = createAgreedLog(WINDOW, BLOCK);
  for (let index = 1; index <= last; index++) expect(log.apply(0, index, 1, digestOf(index))).toBeUndefined();
  return log;
}

describe('the agreed log', () => {
  it('names the entry within the window', () => {
    const log = applied(1000);
    expect(log.last).toBe(1000);
    expect(log.apply(1, 1000 - WINDOW + 1, 2, 5)).toEqual({
      from: 937,
      to: 937,
      firstBy: 0,
      term: 1,
      digest: digestOf(937),
    });
  });

  it('names the block below the window, at its last entry', () => {
    const log = applied(1000);
    const differing = new Map<number, unknown>();
    for (let index = 1; index <= 32; index++) {
      const found = log.apply(1, index, 1, index === 12 ? 0 : digestOf(index));
      if (found !== undefined) differing.set(index, found);
    }
    expect([...differing]).toEqual([[16, { from: 9, to: 16, firstBy: 0 }]]);
  });

  it('accepts a replay from the start, a catch-up across the edge of the window, and a block entered in the middle', () => {
    const log = applied(1000);
    for (let index = 1; index <= 1000; index++) expect(log.apply(1, index, 1, digestOf(index))).toBeUndefined();
    for (let index = 13; index <= 40; index++) expect(log.apply(2, index, 1, digestOf(index))).toBeUndefined();
    for (let index = 9; index <= 30; index++) expect(log.apply(2, index, 1, digestOf(index))).toBeUndefined();
  });

  it('lets whoever comes first fix an index that was jumped over', () => {
    const log = createAgreedLog(WINDOW, BLOCK);
    log.apply(0, 5, 1, 50);
    expect(log.apply(1, 3, 1, 30)).toBeUndefined();
    expect(log.apply(2, 3, 1, 31)).toMatchObject({ firstBy: 1, digest: 30 });
  });

  it('does not take an entry of the round before for the one in its slot', () => {
    const log = createAgreedLog(WINDOW, BLOCK);
    for (let index = 1; index <= WINDOW; index++) log.apply(0, index, 1, digestOf(index));
    log.apply(0, WINDOW + 10, 1, 1);
    expect(log.apply(1, WINDOW + 4, 1, 99)).toBeUndefined();
    expect(log.apply(2, WINDOW + 4, 1, 98)).toMatchObject({ from: WINDOW + 4, firstBy: 1 });
  });
});
