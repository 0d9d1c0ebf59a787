/** A decision within the bounds, with its reason as a sentence that ends in what becomes of the replicas. */
import type { ReplicaBounds, ScalingDecision, ScalingObservation } from '../autoscaler.ts';

/** `wanted`: instances, whole; `because`: the first half of the reason. */
export function decide(
  { replicas: current }: ScalingObservation,
  { min, max }: ReplicaBounds,
  wanted: number,
  because: string,
): ScalingDecision {
  const replicas = Math.max(min, Math.min(max, wanted));
  const bound = wanted > max ? ` (${wanted} wanted, at most ${max})` : ` (${wanted} wanted, at least ${min})`;
  const outcome = replicas === current ? `stays at ${current}` : `${current} → ${replicas}`;
  return { replicas, reason: `${because}: ${outcome}${replicas === wanted ? '' : bound}` };
}
