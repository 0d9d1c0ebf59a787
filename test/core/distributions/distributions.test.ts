/** Every distribution obeys the laws; expected moments are closed forms or were integrated with 40 digits (mpmath). */
import { describe, expect, it } from 'vitest';
import { createDistribution } from '../../../src/core/distributions/create-distribution.ts';
import type { DistributionSpec } from '../../../src/core/distributions/distribution.ts';
import { scaleSpec } from '../../../src/core/distributions/scale-spec.ts';
import { randomStream } from '../../../src/core/random/random-stream.ts';
import { distributionLaws, type Expected } from './laws.ts';

const cases: readonly (readonly [name: string, DistributionSpec, Expected])[] = [
  ['constant', { kind: 'constant', value: 150 }, { support: [150, 150], mean: 150, standardDeviation: 0, atoms: true }],
  [
    'uniform',
    { kind: 'uniform', min: 1000, max: 3000 },
    { support: [1000, 3000], mean: 2000, standardDeviation: 2000 / Math.sqrt(12) },
  ],
  [
    'uniform of one value',
    { kind: 'uniform', min: 5, max: 5 },
    { support: [5, 5], mean: 5, standardDeviation: 0, atoms: true },
  ],
  ['exponential', { kind: 'exponential', mean: 2000 }, { support: [0, Infinity], mean: 2000, standardDeviation: 2000 }],
  [
    'normal, hardly truncated',
    { kind: 'normal', mean: 10, standardDeviation: 2 },
    { support: [0, Infinity], mean: 10.00000297343988, standardDeviation: 1.9999925663842706 },
  ],
  [
    'normal, truncated by a sixth',
    { kind: 'normal', mean: 10, standardDeviation: 10 },
    { support: [0, Infinity], mean: 12.875999709391783, standardDeviation: 7.935277473262063 },
  ],
  [
    'normal, only the tail left',
    { kind: 'normal', mean: -3, standardDeviation: 2 },
    { support: [0, Infinity], mean: 0.8773543332450864, standardDeviation: 0.7734250928181803 },
  ],
  [
    'lognormal',
    { kind: 'lognormal', median: 1000, p99: 8000 },
    { support: [0, Infinity], mean: 1491.0753176546161, standardDeviation: 1649.1762189200338 },
  ],
  [
    'pareto, light tail',
    { kind: 'pareto', scale: 1000, shape: 6 },
    { support: [1000, Infinity], mean: 1200, standardDeviation: 200 * Math.sqrt(1.5) },
  ],
  [
    'pareto, no variance',
    { kind: 'pareto', scale: 1000, shape: 1.5 },
    { support: [1000, Infinity], mean: 3000, standardDeviation: Infinity, heavyTailed: true },
  ],
  [
    'pareto, no mean',
    { kind: 'pareto', scale: 1000, shape: 0.8 },
    { support: [1000, Infinity], mean: Infinity, standardDeviation: Infinity, heavyTailed: true },
  ],
  [
    'weibull, failing young',
    { kind: 'weibull', scale: 2000, shape: 0.7 },
    { support: [0, Infinity], mean: 2531.6470121145667, standardDeviation: 3702.342800796897 },
  ],
  [
    'weibull, wearing out',
    { kind: 'weibull', scale: 2000, shape: 3 },
    { support: [0, Infinity], mean: 1785.9590231384984, standardDeviation: 649.1005619115692 },
  ],
  [
    'gamma, shape below one',
    { kind: 'gamma', shape: 0.5, scale: 1000 },
    { support: [0, Infinity], mean: 500, standardDeviation: 1000 * Math.sqrt(0.5) },
  ],
  [
    'gamma, three stages',
    { kind: 'gamma', shape: 3, scale: 5000 },
    { support: [0, Infinity], mean: 15000, standardDeviation: 5000 * Math.sqrt(3) },
  ],
  [
    'empirical',
    {
      kind: 'empirical',
      quantiles: [
        { p: 0, value: 100 },
        { p: 0.5, value: 200 },
        { p: 1, value: 600 },
      ],
    },
    // Half uniform on 100..200, half on 200..600.
    { support: [100, 600], mean: 275, standardDeviation: Math.sqrt((70000 + 520000) / 6 - 275 * 275) },
  ],
  [
    'empirical with an atom',
    {
      kind: 'empirical',
      quantiles: [
        { p: 0, value: 10 },
        { p: 0.4, value: 10 },
        { p: 1, value: 20 },
      ],
    },
    { support: [10, 20], mean: 13, standardDeviation: Math.sqrt(11), atoms: true },
  ],
  [
    'mixture',
    {
      kind: 'mixture',
      parts: [
        { weight: 0.25, of: { kind: 'exponential', mean: 100 } },
        { weight: 0.75, of: { kind: 'exponential', mean: 500 } },
      ],
    },
    // E[X²] = Σ w · 2 mean² = 5000 + 375000, less the squared mean.
    { support: [0, Infinity], mean: 400, standardDeviation: Math.sqrt(220000) },
  ],
];

for (const [name, spec, expected] of cases) {
  describe(name, () => distributionLaws(createDistribution(spec), expected));
}

describe('lognormal', () => {
  const distribution = createDistribution({ kind: 'lognormal', median: 1000, p99: 8000 });

  it('has the median and the 99th percentile it was given', () => {
    expect(distribution.quantile(0.5)).toBe(1000);
    expect(distribution.quantile(0.99)).toBeCloseTo(8000, 8);
  });

  it('has a far tail that proofs can be summed from', () => {
    // Q(ln(1000) / (ln 8 / z₀.₉₉)), with 40 digits (mpmath).
    expect(distribution.survival(1e6) / 5.4641679771242685e-15).toBeCloseTo(1, 10);
  });
});

describe('impossible parameters', () => {
  const impossible: readonly (readonly [DistributionSpec, RegExp])[] = [
    [{ kind: 'constant', value: Number.NaN }, /constant: the value must be finite, not NaN/],
    [{ kind: 'uniform', min: 2, max: 1 }, /uniform: the maximum must not be below the minimum 2, not 1/],
    [{ kind: 'uniform', min: 0, max: Infinity }, /uniform: the maximum must be finite/],
    [{ kind: 'exponential', mean: 0 }, /exponential: the mean must be positive/],
    [{ kind: 'normal', mean: 1, standardDeviation: -1 }, /normal: the standard deviation must be finite and ≥ 0/],
    [{ kind: 'normal', mean: -100, standardDeviation: 1 }, /normal: the mean must be ≥ −8 standard deviations/],
    [{ kind: 'lognormal', median: 0, p99: 1 }, /lognormal: the median must be positive/],
    [{ kind: 'lognormal', median: 2, p99: 1 }, /lognormal: the 99th percentile must not be below the median 2, not 1/],
    [{ kind: 'pareto', scale: 0, shape: 1 }, /pareto: the minimum must be positive/],
    [{ kind: 'pareto', scale: 1, shape: -1 }, /pareto: the shape must be positive/],
    [{ kind: 'weibull', scale: -1, shape: 1 }, /weibull: the scale must be positive/],
    [{ kind: 'weibull', scale: 1, shape: 0 }, /weibull: the shape must be finite and ≥ 0.01/],
    [{ kind: 'gamma', shape: 0, scale: 1 }, /gamma: the shape must be between 0.01 and 1000000/],
    [{ kind: 'gamma', shape: 1, scale: 0 }, /gamma: the scale must be positive/],
    [{ kind: 'empirical', quantiles: [{ p: 0, value: 1 }] }, /empirical: at least two points are needed, not 1/],
    [
      {
        kind: 'empirical',
        quantiles: [
          { p: 0.1, value: 1 },
          { p: 1, value: 2 },
        ],
      },
      /empirical: the first point must be at p = 0, not 0.1/,
    ],
    [
      {
        kind: 'empirical',
        quantiles: [
          { p: 0, value: 3 },
          { p: 1, value: 2 },
        ],
      },
      /empirical: values must not descend after 3, not 2/,
    ],
    [{ kind: 'mixture', parts: [] }, /mixture: at least one part is needed/],
    [
      { kind: 'mixture', parts: [{ weight: 0.9, of: { kind: 'constant', value: 1 } }] },
      /mixture: the weights must add up to 1, not 0.9/,
    ],
    [
      { kind: 'mixture', parts: [{ weight: 1, of: { kind: 'exponential', mean: -1 } }] },
      /exponential: the mean must be positive/,
    ],
  ];
  it.each(impossible)('%j', (spec, message) => {
    expect(() => createDistribution(spec)).toThrow(RangeError);
    expect(() => createDistribution(spec)).toThrow(message);
  });
});

describe('common random numbers', () => {
  it.each(cases.filter(([, spec]) => spec.kind !== 'mixture' && spec.kind !== 'constant'))(
    '%s takes exactly one draw a sample',
    (_, spec) => {
      let draws = 0;
      const stream = randomStream(1, 'count');
      const distribution = createDistribution(spec);
      for (let i = 0; i < 1000; i++) {
        distribution.sample(() => {
          draws++;
          return stream();
        });
      }
      expect(draws).toBe(1000);
    },
  );

  it('the extreme draws give finite samples', () => {
    for (const [, spec] of cases) {
      const distribution = createDistribution(spec);
      for (const u of [0, 1 - 2 ** -32]) expect(Number.isFinite(distribution.sample(() => u))).toBe(true);
    }
  });
});

describe('scaleSpec', () => {
  it.each(cases)('%s: scales mean, deviation and quantiles', (_, spec) => {
    const distribution = createDistribution(spec);
    const scaled = createDistribution(scaleSpec(spec, 2.5));
    if (distribution.mean < Infinity) expect(scaled.mean / distribution.mean).toBeCloseTo(2.5, 10);
    expect(scaled.quantile(0.9) / distribution.quantile(0.9)).toBeCloseTo(2.5, 10);
  });
});
