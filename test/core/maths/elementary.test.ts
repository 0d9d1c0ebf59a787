/**
 * ln, exp, pow, ln1p, log10: close to the engine's own functions (which are themselves within about an ulp), the
 * special cases of ECMAScript, and the exact bits of a few results, which any engine must reproduce.
 */
import { describe, expect, it } from 'vitest';
import { exp } from '../../../src/core/maths/exp.ts';
import { ln } from '../../../src/core/maths/ln.ts';
import { ln1p } from '../../../src/core/maths/ln1p.ts';
import { log10 } from '../../../src/core/maths/log10.ts';
import { pow } from '../../../src/core/maths/pow.ts';
import { fromHex, toHex } from './hex.ts';
import { randomDoubles } from './random-doubles.ts';
import { ulps } from './ulps.ts';

const anyDouble = randomDoubles(50_000, 1);
/** In [0, 1). */
const fractions = Array.from({ length: 50_000 }, (_, i) => (Math.imul(i + 1, 0x9e3779b1) >>> 0) / 2 ** 32);
const special = [
  0,
  -0,
  1,
  -1,
  0.5,
  2,
  -2,
  3,
  -3,
  1e308,
  -1e308,
  5e-324,
  -5e-324,
  2.2e-308,
  Infinity,
  -Infinity,
  Number.NaN,
];

function worst(f: (x: number) => number, reference: (x: number) => number, inputs: readonly number[]): number {
  return inputs.reduce((most, x) => Math.max(most, ulps(f(x), reference(x))), 0);
}

describe('against the engine', () => {
  it('ln: at most 1 ulp', () => {
    expect(worst(ln, Math.log, anyDouble)).toBeLessThanOrEqual(1);
    expect(
      worst(
        ln,
        Math.log,
        fractions.map((u) => 2 * u),
      ),
    ).toBeLessThanOrEqual(1);
    expect(
      worst(
        ln,
        Math.log,
        fractions.map((u) => 1 + 1e-5 * (u - 0.5)),
      ),
    ).toBeLessThanOrEqual(1);
    expect(worst(ln, Math.log, special)).toBe(0);
  });

  it('exp: at most 1 ulp', () => {
    expect(
      worst(
        exp,
        Math.exp,
        fractions.map((u) => 1500 * (u - 0.5)),
      ),
    ).toBeLessThanOrEqual(1);
    expect(
      worst(
        exp,
        Math.exp,
        fractions.map((u) => 4 * (u - 0.5)),
      ),
    ).toBeLessThanOrEqual(1);
    expect(worst(exp, Math.exp, [...anyDouble, ...special])).toBeLessThanOrEqual(1);
  });

  it('log10: at most 2 ulp', () => {
    expect(worst(log10, Math.log10, anyDouble)).toBeLessThanOrEqual(2);
    expect(
      worst(
        log10,
        Math.log10,
        fractions.map((u) => 20 * u),
      ),
    ).toBeLessThanOrEqual(2);
    expect(worst(log10, Math.log10, special)).toBe(0);
  });

  it('ln1p: at most 2 ulp', () => {
    expect(
      worst(
        ln1p,
        Math.log1p,
        fractions.map((u) => 4 * u - 1),
      ),
    ).toBeLessThanOrEqual(2);
    expect(
      worst(
        ln1p,
        Math.log1p,
        fractions.map((u, i) => (u - 0.5) * 2 ** -(i % 60)),
      ),
    ).toBeLessThanOrEqual(2);
    expect(worst(ln1p, Math.log1p, [...anyDouble, ...special])).toBeLessThanOrEqual(2);
  });

  it('pow: at most 2 ulp', () => {
    const pairs = fractions.map((u, i) => [100 * u, 300 * (fractions[fractions.length - 1 - i] - 0.5)] as const);
    const near = fractions.map((u, i) => [1 + 1e-6 * (u - 0.5), 3e8 * (fractions[i ^ 1] - 0.5)] as const);
    const far = anyDouble.map((x, i) => [Math.abs(x), 2 * fractions[i] - 1] as const);
    const most = [...pairs, ...near, ...far].reduce((m, [x, y]) => Math.max(m, ulps(pow(x, y), x ** y)), 0);
    expect(most).toBeLessThanOrEqual(2);
  });
});

describe('special cases', () => {
  it('pow agrees with ECMAScript on every pair of special values, sign of zero included', () => {
    for (const x of special) {
      for (const y of special) {
        expect({ x, y, result: pow(x, y) }).toStrictEqual({ x, y, result: x ** y });
      }
    }
  });

  it('overflow and underflow set in where they must', () => {
    expect(exp(709.7827128933841)).toBe(Infinity);
    expect(exp(709.782712893383)).toBeLessThan(Infinity);
    expect(exp(-745.2)).toBe(0);
    expect(exp(-745.1)).toBe(5e-324);
    expect(pow(2, 1023.9999999999999)).toBeLessThan(Infinity);
    expect(pow(2, 1024)).toBe(Infinity);
    expect(pow(2, -1074)).toBe(5e-324);
    expect(pow(2, -1076)).toBe(0);
    expect(pow(-2, -1077)).toBe(-0);
    expect(pow(0.999, 1e300)).toBe(0);
    expect(pow(1.001, 1e300)).toBe(Infinity);
  });

  it('log10 is exact on powers of ten, and −n ± 0 on their inverses', () => {
    for (let n = 0; n <= 22; n++) expect(log10(Number(`1e${n}`))).toBe(n);
    for (let n = 1; n <= 15; n++) expect(ulps(log10(Number(`1e-${n}`)), -n)).toBeLessThanOrEqual(1);
  });

  it('pow is exact on small integers', () => {
    for (let base = 2; base <= 10; base++) {
      let product = 1;
      for (let n = 0; product <= Number.MAX_SAFE_INTEGER; n++, product *= base) expect(pow(base, n)).toBe(product);
    }
  });
});

type Binary = (x: number, y: number) => number;

/** Arguments, then the result; the results were compared with 140-bit arithmetic (mpmath) within 1 ulp, log10 2. */
const golden: readonly { readonly f: Binary; readonly hex: readonly string[] }[] = [
  { f: ln, hex: ['3fb999999999999a', 'c0026bb1bbb55515'] },
  { f: ln, hex: ['3fe6666666666666', 'bfd6d3c324e13f50'] },
  { f: ln, hex: ['3ff000010c6f7a0b', '3eb0c6f713f33a1d'] },
  { f: ln, hex: ['400921fb54442d18', '3ff250d048e7a1bd'] },
  { f: ln, hex: ['40c81cd6c8b43958', '4022d79559791e31'] },
  { f: ln, hex: ['000049a22dc398ac', 'c086435217ce17eb'] },
  { f: ln, hex: ['7fee42d130773b76', '40862dd08fdc6f88'] },
  { f: ln, hex: ['3fefffffca501acb', 'be7ad7f2b1049b9f'] },
  { f: ln, hex: ['3df12e0be826d695', 'c0361c0c231ba357'] },
  { f: exp, hex: ['3fb999999999999a', '3ff1aec7b35a00d4'] },
  { f: exp, hex: ['bfd6666666666666', '3fe68cce09671f71'] },
  { f: exp, hex: ['3ff0000000000000', '4005bf0a8b14576a'] },
  { f: exp, hex: ['bff0000000000000', '3fd78b56362cef38'] },
  { f: exp, hex: ['402499999999999a', '40dd09279b492870'] },
  { f: exp, hex: ['c04959999999999a', '3b5cf28839af6b0e'] },
  { f: exp, hex: ['4085e0147ae147ae', '7f0de0787778d244'] },
  { f: exp, hex: ['c086240000000000', '000e6cf6d08897ac'] },
  { f: exp, hex: ['c08741999999999a', '0000000000000001'] },
  { f: pow, hex: ['3fb999999999999a', '3fd3333333333333', '3fe009b9cf334253'] },
  { f: pow, hex: ['4024000000000000', 'c01d000000000000', '3e6e30c2a484368e'] },
  { f: pow, hex: ['3ff8000000000000', '4059066666666666', '439780a81c6bfb72'] },
  { f: pow, hex: ['3ff000001ad7f29b', '41e65a0bc0000000', '5afc05a56d6753a4'] },
  { f: pow, hex: ['00000000000017b8', '3feccccccccccccd', '043a31a53591d388'] },
  { f: pow, hex: ['3fe6666666666666', 'bffe666666666666', '3fff82497aeb7e1e'] },
  { f: pow, hex: ['c008000000000000', '4014000000000000', 'c06e600000000000'] },
  { f: pow, hex: ['4000000000000000', '3fb999999999999a', '3ff125fbee250664'] },
  { f: pow, hex: ['405edd2f1a9fbe77', '4053b9999999999a', '623232619c0a25c6'] },
  { f: ln1p, hex: ['3e112e0be826d695', '3e112e0be801f1d9'] },
  { f: ln1p, hex: ['bfd3333333333333', 'bfd6d3c324e13f4f'] },
  { f: ln1p, hex: ['3fe0000000000000', '3fd9f323ecbf984c'] },
  { f: ln1p, hex: ['3c670ef54646d497', '3c670ef54646d497'] },
  { f: ln1p, hex: ['401c000000000000', '4000a2b23f3bab73'] },
  { f: log10, hex: ['3fd3333333333333', 'bfe0bb6c34d81502'] },
  { f: log10, hex: ['401c000000000000', '3feb0b0b0b78cc3f'] },
  { f: log10, hex: ['3ff00068db8bac71', '3f06c4b5defc34d6'] },
  { f: log10, hex: ['3ee4f8b588e368f1', 'c014000000000000'] },
  { f: log10, hex: ['0000000024313d68', 'c073a85db61a6834'] },
];

describe('the same bits everywhere', () => {
  it.each(golden)('$f.name $hex', ({ f, hex }) => {
    const values = hex.map(fromHex);
    expect(toHex(f(values[0], values[1]))).toBe(hex.at(-1));
  });
});
