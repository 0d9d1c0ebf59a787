import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createDistribution } from '../../../src/core/distributions/create-distribution.ts';
import type { DistributionSpec } from '../../../src/core/distributions/distribution.ts';
import { DISTRIBUTION_KINDS } from '../../../src/core/distributions/distribution-kinds.ts';

/** One spec of each kind: the compiler makes this list complete. */
const oneOfEach: { readonly [K in DistributionSpec['kind']]: Extract<DistributionSpec, { kind: K }> } = {
  constant: { kind: 'constant', value: 1 },
  uniform: { kind: 'uniform', min: 1, max: 2 },
  exponential: { kind: 'exponential', mean: 1 },
  normal: { kind: 'normal', mean: 1, standardDeviation: 1 },
  lognormal: { kind: 'lognormal', median: 1, p99: 2 },
  pareto: { kind: 'pareto', scale: 1, shape: 1 },
  weibull: { kind: 'weibull', scale: 1, shape: 1 },
  gamma: { kind: 'gamma', shape: 1, scale: 1 },
  empirical: {
    kind: 'empirical',
    quantiles: [
      { p: 0, value: 1 },
      { p: 1, value: 2 },
    ],
  },
  mixture: { kind: 'mixture', parts: [{ weight: 1, of: { kind: 'constant', value: 1 } }] },
};

describe('DISTRIBUTION_KINDS', () => {
  it('describes every kind of spec once', () => {
    expect(DISTRIBUTION_KINDS.map(({ name }) => name).sort()).toEqual(Object.keys(oneOfEach).sort());
  });

  it('names kinds that can be created', () => {
    for (const { name } of DISTRIBUTION_KINDS) expect(createDistribution(oneOfEach[name]).mean).toBeGreaterThan(0);
  });

  it.each(DISTRIBUTION_KINDS)('$name: the example is YAML of the stated shape with the stated parameters', (kind) => {
    const example: unknown = parse(kind.example);
    if (kind.syntax === 'bare') {
      expect(example).toBeTypeOf('string');
      return;
    }
    const argument = (example as Record<string, unknown>)[kind.name];
    const named = Object.keys(kind.parameters);
    if (kind.syntax === 'value') expect(argument).toBeTypeOf('string');
    if (kind.syntax === 'mapping') expect(Object.keys(argument as object)).toEqual(named);
    if (kind.syntax === 'points') expect(Object.keys(argument as object)).toEqual(expect.arrayContaining(named));
    if (kind.syntax === 'parts') for (const part of argument as object[]) expect(Object.keys(part)).toEqual(named);
  });
});
