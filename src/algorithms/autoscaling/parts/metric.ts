/**
 * The metrics that rules of thumb are written for. Each is per instance, so that it falls when instances are added,
 * except for latency.
 */
import type { ObservedInstance, ScalingObservation } from '../autoscaler.ts';
import { say } from './say.ts';

export const METRICS = ['cpu', 'requests', 'queue', 'latency'] as const;
export type Metric = (typeof METRICS)[number];

/** What reasons and messages of errors call it, and how its values are written. */
export const METRIC_WORDS: Record<Metric, { readonly name: string; readonly format: (value: number) => string }> = {
  cpu: { name: 'cpu', format: say.percent },
  requests: { name: 'requests per instance', format: say.rate },
  queue: { name: 'queue per instance', format: say.count },
  latency: { name: 'latency (p99)', format: say.seconds },
};

/** Runs, is ready and is not on its way out. */
export const inService = ({ phase, ready, terminating }: ObservedInstance): boolean =>
  phase === 'running' && ready && !terminating;

/**
 * `cpu`: cores in use over cores requested (1 = all); `requests`: per second and instance; `queue`: requests per instance;
 * `latency`: seconds. `counted`: the instances that the average is taken over. Undefined if nothing has arrived or
 * nobody counts.
 */
export function readMetric(
  metric: Metric,
  observation: ScalingObservation,
  counted: readonly ObservedInstance[],
): number | undefined {
  if (metric === 'latency') return observation.latency;
  if (metric === 'cpu') return utilization(counted);
  const total = metric === 'requests' ? observation.requestsPerSecond : observation.queueLength;
  return total === undefined || counted.length === 0 ? undefined : total / counted.length;
}

function utilization(instances: readonly ObservedInstance[]): number | undefined {
  let used = 0;
  let requested = 0;
  for (const { usage, request } of instances) {
    if (usage === undefined) continue;
    used += usage.cores;
    requested += request;
  }
  // Sums of averages miss round figures by the last bits, and levels are round figures.
  return requested > 0 ? Math.round((used / requested) * 1e9) / 1e9 : undefined;
}
