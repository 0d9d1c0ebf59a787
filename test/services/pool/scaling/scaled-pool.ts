/** A pool that scales, for tests: a request is a tenth of a second of CPU, a server has one core. */
import { autoscalingAlgorithms } from '../../../../src/algorithms/autoscaling/registry.ts';
import { defaultValues } from '../../../../src/core/default-values.ts';
import { constantSpec } from '../../../../src/core/distributions/distribution.ts';
import type { ParameterValues } from '../../../../src/core/parameters.ts';
import { SECOND } from '../../../../src/core/time.ts';
import type { PoolSpec, ScalingSpec } from '../../../../src/services/pool/pool.ts';
import { poolSpec, routing } from '../pool-world.ts';

export function scalingSpec(
  algorithm: string,
  options: ParameterValues,
  servers: number,
  changes: Partial<ScalingSpec> = {},
): ScalingSpec {
  const known = autoscalingAlgorithms.get(algorithm);
  if (known === undefined) throw new RangeError(`no autoscaler ${algorithm}`);
  return {
    algorithm,
    options: { ...defaultValues(known.options), ...options },
    min: 1,
    max: servers,
    every: 5 * SECOND,
    metrics: { every: 5 * SECOND, window: 10 * SECOND, delay: 2 * SECOND },
    request: 1,
    nodePools: [
      {
        name: 'only',
        nodes: Array.from({ length: servers }, (_, node) => node),
        pricePerHour: 0.36,
        provisioning: constantSpec(10 * SECOND),
      },
    ],
    ...changes,
  };
}

export const scaledPool = (scaling: ScalingSpec, initial: number, changes: Partial<PoolSpec> = {}): PoolSpec =>
  poolSpec(
    scaling.nodePools.reduce((sum, { nodes }) => sum + nodes.length, 0),
    {
      initial,
      scaling,
      serviceTime: { kind: 'exponential', mean: 100_000 },
      routing: routing('join-shortest-queue'),
      ...changes,
    },
  );
