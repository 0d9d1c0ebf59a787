/**
 * Replicas from a metric of the service as a whole (replica_calculator.go): against a target for the whole
 * (GetObjectMetricReplicas, GetExternalMetricReplicas with a value) or for each instance (…PerPodMetricReplicas). The two
 * kinds, object and external metric, differ in where the figure comes from and not in what is done with it.
 */
import type { ScalingObservation } from '../autoscaler.ts';
import type { Proposal } from './proposal.ts';
import { withinTolerance } from './within-tolerance.ts';

/** ⌈value / target × ready instances⌉. Both in thousandths. */
export function replicasByTotal(
  { replicas, instances }: ScalingObservation,
  value: number,
  target: number,
  tolerance: number,
): Proposal {
  const ratio = value / target;
  if (replicas === 0) return { ok: true, replicas: Math.ceil(ratio), value };
  if (withinTolerance(ratio, tolerance)) return { ok: true, replicas, value };
  const ready = instances.filter(({ phase, ready }) => phase === 'running' && ready).length;
  return { ok: true, replicas: Math.ceil(ratio * ready), value };
}

/** ⌈value / target⌉. Both in thousandths; the proposal's value is per instance. */
export function replicasByShare(
  { replicas }: ScalingObservation,
  value: number,
  target: number,
  tolerance: number,
): Proposal {
  const wanted = Math.ceil(value / target);
  if (replicas === 0) return { ok: true, replicas: wanted, value };
  const near = withinTolerance(value / (target * replicas), tolerance);
  return { ok: true, replicas: near ? replicas : wanted, value: Math.ceil(value / replicas) };
}
