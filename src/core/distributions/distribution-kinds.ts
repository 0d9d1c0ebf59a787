/**
 * Every distribution by name, described once: for `fivenines list distributions`, the JSON Schema and the docs. Names
 * and parameters are those of scenario files (`{pareto: {min: 1ms, shape: 2}}`), not those of `DistributionSpec`.
 */
import type { Parameters } from '../parameters.ts';
import type { DistributionSpec } from './distribution.ts';

export interface DistributionKind {
  readonly name: DistributionSpec['kind'];
  /** One line: what it is for. */
  readonly summary: string;
  /**
   * How the parameters are written: `bare` the one value alone, `value` the one value behind the name, `mapping` by
   * name behind it, `points` a mapping from percentiles (`p0`, `p99.9`, …) to values, `parts` a list of mappings.
   */
  readonly syntax: 'bare' | 'value' | 'mapping' | 'points' | 'parts';
  readonly parameters: Parameters;
  /** As a scenario file has it. */
  readonly example: string;
}

export const DISTRIBUTION_KINDS: readonly DistributionKind[] = [
  {
    name: 'constant',
    summary: 'always the same value',
    syntax: 'bare',
    parameters: { value: { type: 'duration', doc: 'the value' } },
    example: '150ms',
  },
  {
    name: 'uniform',
    summary: 'every value between two bounds alike',
    syntax: 'value',
    parameters: { range: { type: 'duration-range', doc: 'smallest and largest value' } },
    example: '{uniform: 1ms..2ms}',
  },
  {
    name: 'exponential',
    summary: 'times between independent, rare events: failures, arrivals',
    syntax: 'value',
    parameters: { mean: { type: 'duration', doc: 'mean', min: 1 } },
    example: '{exponential: 30d}',
  },
  {
    name: 'normal',
    summary: 'bell-shaped, truncated at zero: draws below it are drawn again',
    syntax: 'mapping',
    parameters: {
      mean: { type: 'duration', doc: 'mean before truncation' },
      sd: { type: 'duration', doc: 'standard deviation before truncation' },
    },
    example: '{normal: {mean: 10ms, sd: 2ms}}',
  },
  {
    name: 'lognormal',
    summary: 'skewed to the right, as latencies and repairs are; by what people measure',
    syntax: 'mapping',
    parameters: {
      median: { type: 'duration', doc: 'half of all values are below', min: 1 },
      p99: { type: 'duration', doc: '99 % of all values are below; at least the median', min: 1 },
    },
    example: '{lognormal: {median: 1ms, p99: 8ms}}',
  },
  {
    name: 'pareto',
    summary: 'heavy tail: P(X > x) = (min/x)^shape',
    syntax: 'mapping',
    parameters: {
      min: { type: 'duration', doc: 'smallest value', min: 1 },
      shape: { type: 'number', doc: 'weight of the tail: the mean is infinite up to 1, the variance up to 2' },
    },
    example: '{pareto: {min: 1ms, shape: 2.5}}',
  },
  {
    name: 'weibull',
    summary: 'lifetimes: shape below 1 fails young, 1 is exponential, above 1 wears out',
    syntax: 'mapping',
    parameters: {
      scale: { type: 'duration', doc: '63.2 % of all values are below', min: 1 },
      shape: { type: 'number', doc: 'at least 0.01', min: 0.01 },
    },
    example: '{weibull: {scale: 30d, shape: 0.7}}',
  },
  {
    name: 'gamma',
    summary: 'a sum of exponential stages: mean = shape · scale',
    syntax: 'mapping',
    parameters: {
      shape: { type: 'number', doc: 'number of stages, not necessarily whole', min: 0.01, max: 1e6 },
      scale: { type: 'duration', doc: 'mean of one stage', min: 1 },
    },
    example: '{gamma: {shape: 3, scale: 5ms}}',
  },
  {
    name: 'empirical',
    summary: 'measured percentiles with straight lines between them',
    syntax: 'points',
    parameters: {
      p0: { type: 'duration', doc: 'smallest value' },
      p100: {
        type: 'duration',
        doc: 'largest value; any percentiles between, such as p50 and p99.9, never descending',
      },
    },
    example: '{empirical: {p0: 0.2ms, p50: 1ms, p99: 8ms, p100: 50ms}}',
  },
  {
    name: 'mixture',
    summary: 'one of several distributions, each with its probability',
    syntax: 'parts',
    parameters: {
      weight: { type: 'share', doc: 'probability of this part; together 100%' },
      of: { type: 'random-duration', doc: 'the part: any distribution' },
    },
    example: '{mixture: [{weight: 90%, of: 1ms}, {weight: 10%, of: {exponential: 20ms}}]}',
  },
];
