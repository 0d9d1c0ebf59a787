/**
 * The bits of what runs are computed from: functions and draws. Runs round every time to whole microseconds, which
 * hides nearly all differences in last bits; here none is hidden.
 */
import { createDistribution } from '../../src/core/distributions/create-distribution.ts';
import type { DistributionSpec } from '../../src/core/distributions/distribution.ts';
import { complementaryErrorFunction } from '../../src/core/maths/complementary-error-function.ts';
import { cosineOfTurns } from '../../src/core/maths/cosine-of-turns.ts';
import { exp } from '../../src/core/maths/exp.ts';
import { ln } from '../../src/core/maths/ln.ts';
import { lnGamma } from '../../src/core/maths/ln-gamma.ts';
import { ln1p } from '../../src/core/maths/ln1p.ts';
import { log10 } from '../../src/core/maths/log10.ts';
import { normalQuantile } from '../../src/core/maths/normal-quantile.ts';
import { pow } from '../../src/core/maths/pow.ts';
import { regularizedBeta } from '../../src/core/maths/regularized-beta.ts';
import { regularizedGamma } from '../../src/core/maths/regularized-gamma.ts';
import { studentTQuantile } from '../../src/core/maths/student-t-quantile.ts';
import { poissonCount } from '../../src/core/random/poisson-count.ts';
import { randomStream } from '../../src/core/random/random-stream.ts';
import { Fingerprint } from '../../src/kernel/fingerprint.ts';

const POINTS = 20_000;

/** `u` in [0, 1). */
const FUNCTIONS: Readonly<Record<string, (u: number) => number>> = {
  ln: (u) => ln(u * 1e6),
  ln1p: (u) => ln1p(u - 0.5),
  log10: (u) => log10(u * 1e6),
  exp: (u) => exp(100 * u - 50),
  pow: (u) => pow(1 + 10 * u, 7 * u - 3),
  cosine: (u) => cosineOfTurns(3 * u),
  'ln gamma': (u) => lnGamma(0.1 + 30 * u),
  erfc: (u) => complementaryErrorFunction(8 * u - 4),
  'normal quantile': (u) => normalQuantile(u),
  'regularized gamma': (u) => regularizedGamma(3.5, 10 * u).upper,
  'regularized beta': (u) => regularizedBeta(u, 2.5, 4),
};

const DISTRIBUTIONS: readonly DistributionSpec[] = [
  { kind: 'uniform', min: 1, max: 2 },
  { kind: 'exponential', mean: 5 },
  { kind: 'normal', mean: 10, standardDeviation: 20 },
  { kind: 'lognormal', median: 1000, p99: 8000 },
  { kind: 'pareto', scale: 1, shape: 2.5 },
  { kind: 'weibull', scale: 1, shape: 0.7 },
  { kind: 'gamma', shape: 3, scale: 5 },
  { kind: 'gamma', shape: 0.3, scale: 5 },
];

/** A digest for each function and each distribution. */
export function digestMaths(): Record<string, string> {
  const digests: Record<string, string> = {};
  const digest = (name: string, points: number, next: () => number): void => {
    const bits = new Fingerprint();
    for (let i = 0; i < points; i++) bits.mixNumber(next());
    digests[name] = bits.toString();
  };
  for (const [name, evaluate] of Object.entries(FUNCTIONS)) {
    const random = randomStream(1, name);
    digest(name, POINTS, () => evaluate(random()));
  }
  for (const spec of DISTRIBUTIONS) {
    const random = randomStream(1, 'draws');
    const { sample } = createDistribution(spec);
    digest(JSON.stringify(spec), POINTS, () => sample(random));
  }
  const random = randomStream(1, 'counts');
  digest('Poisson', 1000, () => poissonCount(1000 * random(), random));
  let degrees = 0;
  digest('Student', 30, () => studentTQuantile(0.975, ++degrees));
  return digests;
}
