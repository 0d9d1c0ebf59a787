/** The bits of the first samples of each kind: whatever engine runs this, a run must repeat elsewhere. */
import { expect, it } from 'vitest';
import { createDistribution } from '../../../src/core/distributions/create-distribution.ts';
import type { DistributionSpec } from '../../../src/core/distributions/distribution.ts';
import { randomStream } from '../../../src/core/random/random-stream.ts';
import { toHex } from '../maths/hex.ts';

const golden: readonly { readonly spec: DistributionSpec; readonly first: readonly string[] }[] = [
  {
    spec: { kind: 'uniform', min: 1, max: 2 },
    first: ['3ff6b9ff81c00000', '3ff16513ea200000', '3ff7d77890600000', '3ff4b9aa1a700000'],
  },
  {
    spec: { kind: 'exponential', mean: 5 },
    first: ['4005d13dedafa7a6', '3fdd3035aee20a29', '400af129348b2cee', '3ffc00797c3615bc'],
  },
  {
    spec: { kind: 'normal', mean: 10, standardDeviation: 20 },
    first: ['402e0e012a98176b', '400a66ea8de3f574', '40319151f739ef4f', '4025473772605420'],
  },
  {
    spec: { kind: 'lognormal', median: 1000, p99: 8000 },
    first: ['408a1d4f95d45b46', '40728f44e02f4283', '408e90929cb67482', '40835253312993eb'],
  },
  {
    spec: { kind: 'pareto', scale: 1, shape: 2.5 },
    first: ['3ff3e69dd4e182bf', '3ff0983434219206', '3ff4f2814f0fd0af', '3ff26790ada28fe2'],
  },
  {
    spec: { kind: 'weibull', scale: 1, shape: 0.7 },
    first: ['3fdaebdeec79938b', '3fa0bc4d523b6133', '3fe2320e9d9bc2c3', '3fcc921434dfa3a6'],
  },
  {
    spec: { kind: 'gamma', shape: 3, scale: 5 },
    first: ['40279f78f9932f4c', '4014bbfb22c7b102', '402a576178e3289c', '4022f6fa3999297d'],
  },
  {
    spec: {
      kind: 'empirical',
      quantiles: [
        { p: 0, value: 1 },
        { p: 0.5, value: 2 },
        { p: 1, value: 9 },
      ],
    },
    first: ['3ffd73ff03800000', '3ff2ca27d4400000', '3fffaef120c00000', '3ff9735434e00000'],
  },
  {
    spec: {
      kind: 'mixture',
      parts: [
        { weight: 0.5, of: { kind: 'uniform', min: 1, max: 2 } },
        { weight: 0.5, of: { kind: 'exponential', mean: 5 } },
      ],
    },
    first: ['3ff16513ea200000', '3ff4b9aa1a700000', '3ff2d8cf61100000', '3ffca1da44100000'],
  },
];

it.each(golden)('$spec.kind', ({ spec, first }) => {
  const distribution = createDistribution(spec);
  const random = randomStream(42, 'golden');
  expect(first.map(() => toHex(distribution.sample(random)))).toEqual(first);
});
