/**
 * Special functions against values computed with 50 digits (mpmath), rounded to double; and how far each may be off,
 * as its doc comment says.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complementaryErrorFunction } from '../../../src/core/maths/complementary-error-function.ts';
import { gammaQuantile } from '../../../src/core/maths/gamma-quantile.ts';
import { lnGamma } from '../../../src/core/maths/ln-gamma.ts';
import { normalQuantile } from '../../../src/core/maths/normal-quantile.ts';
import { normalSurvival } from '../../../src/core/maths/normal-survival.ts';
import { regularizedBeta } from '../../../src/core/maths/regularized-beta.ts';
import { regularizedGamma } from '../../../src/core/maths/regularized-gamma.ts';
import { studentTQuantile } from '../../../src/core/maths/student-t-quantile.ts';

/** The largest error of `f` over rows `[...arguments, value]`, relative to the value (or to `floor` if that is larger). */
function worst(f: (...x: number[]) => number, rows: readonly (readonly number[])[], floor = 1e-300): number {
  return rows.reduce((most, row) => {
    const value = row[row.length - 1];
    const error = Math.abs(f(...row.slice(0, -1)) - value) / Math.max(Math.abs(value), floor);
    return Number.isNaN(error) ? Infinity : Math.max(most, error);
  }, 0);
}

// p, z
const NORMAL_QUANTILES = [
  [1e-300, -37.0470962993612],
  [1e-100, -21.273453560965326],
  [1e-20, -9.262340089798407],
  [1e-12, -7.034483825301132],
  [1e-6, -4.753424308822899],
  [0.001, -3.0902323061678136],
  [0.02425, -1.972961051311885],
  [0.075, -1.439531470938456],
  [0.1, -1.2815515655446004],
  [0.3, -0.5244005127080408],
  [0.49, -0.025068908258711057],
  [0.5, 0.0],
  [0.6, 0.2533471031357997],
  [0.925, 1.4395314709384561],
  [0.99, 2.3263478740408408],
  [0.999999, 4.753424308817087],
];
// z, P(Z > z)
const NORMAL_TAILS = [
  [-40, 1.0],
  [-8, 0.9999999999999993],
  [-3, 0.9986501019683699],
  [-0.5, 0.6914624612740131],
  [0, 0.5],
  [0.1, 0.460172162722971],
  [0.6, 0.2742531177500736],
  [0.7, 0.24196365222307303],
  [1, 0.15865525393145705],
  [2, 0.02275013194817921],
  [3.5, 0.00023262907903552504],
  [5, 2.866515718791939e-7],
  [5.7, 5.990371401063528e-9],
  [8, 6.220960574271784e-16],
  [12, 1.776482112077679e-33],
  [20, 2.7536241186062337e-89],
  [30, 4.906713927148187e-198],
  [37, 5.725571222524577e-300],
];
// x, erfc(x)
const ERFC = [
  [-6, 2.0],
  [-1, 1.8427007929497148],
  [-0.3, 1.3286267594591274],
  [0, 1.0],
  [0.2, 0.7772974107895215],
  [0.46875, 0.507386526782062],
  [0.5, 0.4795001221869535],
  [1, 0.15729920705028513],
  [2, 0.004677734981047266],
  [3.9, 3.4792248597231765e-8],
  [4, 1.541725790028002e-8],
  [4.1, 6.700027654084918e-9],
  [6, 2.1519736712498913e-17],
  [10, 2.088487583762545e-45],
  [20, 5.395865611607901e-176],
  [26, 5.663192408856143e-296],
];
// x, ln gamma(x)
const LN_GAMMA = [
  [1e-10, 23.025850929882736],
  [0.01, 4.599479878042022],
  [0.5, 0.5723649429247001],
  [0.9, 0.06637623973474295],
  [1, 0.0],
  [1.1, -0.049872441259839764],
  [1.5, -0.12078223763524522],
  [2, 0.0],
  [2.5, 0.2846828704729192],
  [3, Math.LN2],
  [7.3, 7.147892523022248],
  [10, 12.801827480081469],
  [14.9, 24.924132002217277],
  [15, 25.19122118273868],
  [50.5, 146.51925549072064],
  [171, 706.5730622457874],
  [10000.0, 82099.71749644238],
  [100000000.0, 1742068066.1038346],
];
// a, x, P(a, x), Q(a, x)
const INCOMPLETE_GAMMA = [
  [0.01, 0.001, 0.938570652526129, 0.061429347473871014],
  [0.01, 2, 0.9995033354627815, 0.0004966645372185268],
  [0.5, 0.1, 0.345279153981423, 0.654720846018577],
  [0.5, 3, 0.9856941215645704, 0.01430587843542964],
  [1, 1, 0.6321205588285577, 0.36787944117144233],
  [2.5, 1, 0.15085496391539036, 0.8491450360846097],
  [2.5, 10, 0.9987502694369687, 0.0012497305630313753],
  [10, 3, 0.0011024881301154798, 0.9988975118698845],
  [10, 11, 0.6594893575343389, 0.34051064246566104],
  [10, 40, 0.9999999960740678, 3.925932226286188e-9],
  [100, 80, 0.017108313035133115, 0.9828916869648668],
  [100, 101, 0.5528962934345113, 0.44710370656548876],
  [100, 150, 0.9999940754596646, 5.924540335483916e-6],
  [1000, 1050, 0.9413288886226819, 0.05867111137731808],
  [10000, 9900, 0.15865119219356466, 0.8413488078064354],
];
// x, a, b, I
const INCOMPLETE_BETA = [
  [0.1, 0.5, 0.5, 0.20483276469913345],
  [0.5, 2, 3, 0.6875],
  [0.9, 2, 3, 0.9963],
  [0.01, 5, 0.5, 2.4712578086395448e-11],
  [0.99, 5, 0.5, 0.7571581091015624],
  [0.3, 50, 60, 0.00034341151876628867],
  [0.7, 10, 2, 0.11299009959999994],
];
// p, degrees of freedom, t
const STUDENT_T = [
  [0.975, 1, 12.706204736432095],
  [0.975, 2, 4.302652729911275],
  [0.975, 4, 2.7764451051977934],
  [0.975, 9, 2.262157162798205],
  [0.975, 19, 2.093024054408309],
  [0.975, 29, 2.045229642132704],
  [0.975, 99, 1.9842169515864172],
  [0.9, 7, 1.4149239276505086],
  [0.995, 7, 3.4994832973504932],
  [0.6, 5, 0.26718086570414507],
  [0.975, 1000, 1.962339080826408],
];

describe('normal', () => {
  it('quantile: 10⁻¹⁵', () => {
    expect(worst(normalQuantile, NORMAL_QUANTILES, 1e-3)).toBeLessThan(1e-15);
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(-0.1)]).toEqual([-Infinity, Infinity, Number.NaN]);
    expect(normalQuantile(Number.NaN)).toBeNaN();
  });

  it('survival: 10⁻¹⁵ (1 + z²/5), to the far tail', () => {
    for (const row of NORMAL_TAILS)
      expect(worst(normalSurvival, [row])).toBeLessThan(1e-15 * (1 + (row[0] * row[0]) / 5));
    expect([normalSurvival(-Infinity), normalSurvival(Infinity), normalSurvival(50)]).toEqual([1, 0, 0]);
  });

  it('erfc: 10⁻¹⁵', () => {
    expect(worst(complementaryErrorFunction, ERFC)).toBeLessThan(1e-15);
    expect(complementaryErrorFunction(Number.NaN)).toBeNaN();
  });

  it('survival and quantile are inverse to each other', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 0.5, noNaN: true }), (tail) => {
        expect(normalSurvival(-normalQuantile(tail)) / tail).toBeCloseTo(1, 11);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe('gamma', () => {
  it('ln gamma: 5·10⁻¹⁵ of the value or of one', () => {
    expect(worst(lnGamma, LN_GAMMA, 1)).toBeLessThan(5e-15);
    expect([lnGamma(0), lnGamma(Infinity), lnGamma(-1), lnGamma(Number.NaN)]).toEqual([
      Infinity,
      Infinity,
      Number.NaN,
      Number.NaN,
    ]);
  });

  it('regularized gamma, both tails: 10⁻¹³ up to a = 100, 10⁻¹¹ up to 10⁴', () => {
    const lower = INCOMPLETE_GAMMA.map(([a, x, p]) => [a, x, p]);
    const upper = INCOMPLETE_GAMMA.map(([a, x, , q]) => [a, x, q]);
    const upTo = (most: number, rows: number[][]) => rows.filter(([a]) => a <= most);
    expect(worst((a, x) => regularizedGamma(a, x).lower, upTo(100, lower))).toBeLessThan(1e-13);
    expect(worst((a, x) => regularizedGamma(a, x).lower, lower)).toBeLessThan(1e-11);
    // Below the mean the upper tail is a difference from 1: exact to 10⁻¹⁵ absolutely only.
    expect(worst((a, x) => regularizedGamma(a, x).upper, upTo(100, upper), 1e-3)).toBeLessThan(1e-13);
    expect(worst((a, x) => regularizedGamma(a, x).upper, upper)).toBeLessThan(1e-11);
    expect(regularizedGamma(2, 0)).toEqual({ lower: 0, upper: 1 });
    expect(regularizedGamma(2, Infinity)).toEqual({ lower: 1, upper: 0 });
    expect(regularizedGamma(-1, 1).lower).toBeNaN();
  });

  it('quantile inverts the law for shapes from 0.05 to 10⁴', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -3, max: 9.2, noNaN: true }),
        fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }),
        (lnShape, p) => {
          const a = Math.exp(lnShape);
          const x = gammaQuantile(a, p);
          const { lower, upper } = regularizedGamma(a, x);
          expect(p < 0.5 ? lower / p : upper / (1 - p)).toBeCloseTo(1, 7);
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });

  it('quantile ends', () => {
    expect([gammaQuantile(2, 0), gammaQuantile(2, 1), gammaQuantile(2, 2)]).toEqual([0, Infinity, Number.NaN]);
  });
});

describe('beta and t', () => {
  it('regularized beta: 10⁻¹³', () => {
    expect(worst(regularizedBeta, INCOMPLETE_BETA)).toBeLessThan(1e-13);
    expect([regularizedBeta(0, 1, 2), regularizedBeta(1, 1, 2), regularizedBeta(2, 1, 2)]).toEqual([0, 1, Number.NaN]);
  });

  it('t quantiles: 10⁻¹⁰', () => {
    expect(worst(studentTQuantile, STUDENT_T)).toBeLessThan(1e-10);
  });

  it('t quantiles are symmetric, and normal in the limit', () => {
    expect(studentTQuantile(0.025, 9)).toBeCloseTo(-studentTQuantile(0.975, 9), 12);
    expect(studentTQuantile(0.5, 9)).toBe(0);
    expect(studentTQuantile(0.975, Infinity)).toBe(normalQuantile(0.975));
    expect([studentTQuantile(0, 3), studentTQuantile(1, 3), studentTQuantile(0.5, 0)]).toEqual([
      -Infinity,
      Infinity,
      Number.NaN,
    ]);
  });
});
