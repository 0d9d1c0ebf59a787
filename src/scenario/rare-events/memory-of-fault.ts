/**
 * Why a fault cannot be biased: its future must depend on nothing but what is broken now. That leaves failures at
 * exponential gaps, without bounds in time or number, each of which ends by itself.
 */
import type { FaultSpec } from '../../faults/fault.ts';
import { withDefaults } from '../../faults/parameter-values.ts';
import { faultKinds } from '../../faults/registry.ts';

/** Closed: `messages.ts` has a sentence for each. */
export type Memory = 'fixed-time' | 'gap' | 'bounds' | 'burst' | 'endless' | 'heal';

/** undefined if it has no memory. */
export function memoryOfFault({ kind, schedule, length, parameters, burst, ...bounds }: FaultSpec): Memory | undefined {
  if (kind === 'heal') return 'heal';
  if (schedule.type === 'at') return 'fixed-time';
  if ((schedule.type === 'mtbf' ? schedule.mtbf : schedule.gap).kind !== 'exponential') return 'gap';
  if (bounds.from !== undefined || bounds.to !== undefined || bounds.limit !== undefined) return 'bounds';
  if (burst !== undefined) return 'burst';
  const known = faultKinds.get(kind);
  if (known === undefined || schedule.type === 'mtbf' || length !== undefined || !known.lasting) return undefined;
  const values = withDefaults(kind, known.parameters, parameters);
  return known.naturalLength?.(values, 1) === undefined ? 'endless' : undefined;
}
