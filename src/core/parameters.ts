/**
 * How a fault, an algorithm or a workload describes its own options, once: the scenario schema, `fivenines list`,
 * the JSON Schema for editors and the docs are all derived from these descriptors.
 */
import type { DistributionSpec } from './distributions/distribution.ts';

export type ParameterType =
  | 'boolean'
  | 'integer'
  | 'number'
  /** 0..1, written `10%` or `0.1`. */
  | 'share'
  /** Microseconds, written `150ms`. */
  | 'duration'
  /** Written `1s..2s`. */
  | 'duration-range'
  /** A random duration: `150ms` or `{lognormal: {median: 1ms, p99: 8ms}}`. */
  | 'random-duration'
  /** Bytes, written `2GiB`. */
  | 'size'
  /** Per second, written `500/s`. */
  | 'rate'
  /** Bytes per second, written `10MiB/s`. */
  | 'bandwidth'
  /** Parts per million, written `200ppm`. */
  | 'ppm'
  | 'text'
  /** Name or role of nodes: `n1`, `leader of store`, `zone a`. */
  | 'target'
  | { readonly oneOf: readonly string[] };

export interface Range {
  readonly min: number;
  readonly max: number;
}

export type ParameterValue = boolean | number | string | Range | DistributionSpec;

export interface Parameter {
  readonly type: ParameterType;
  /** One line: what it does. */
  readonly doc: string;
  /** Absent: the parameter is required, unless `optional`. */
  readonly default?: ParameterValue;
  readonly optional?: boolean;
  /** Where the default comes from ("etcd 3.4", "dissertation §9.6"). */
  readonly source?: string;
  /** Inclusive bounds for numbers (in base units). */
  readonly min?: number;
  readonly max?: number;
  /** Values worth a try when configurations are drawn at random, the default among them; absent: the default alone. */
  readonly swarm?: readonly ParameterValue[];
}

export type Parameters = Readonly<Record<string, Parameter>>;
/** Parameter values by name, defaults filled in. */
export type ParameterValues = Readonly<Record<string, ParameterValue>>;
