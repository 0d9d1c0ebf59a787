/** Where and when something changed in a replica or for a client: what tells a message that matters from a heartbeat. */
import type { Micros } from '../../core/time.ts';
import type { NodeId } from '../../kernel/observation.ts';
import type { RecordedRun } from './recorded-run.ts';

export const placeOf = (node: NodeId, time: Micros): string => `${node}@${time}`;

export function effectsOf({ observations }: RecordedRun): ReadonlySet<string> {
  const effects = new Set<string>();
  for (const observation of observations) {
    const { kind, time } = observation;
    if (kind === 'protocol' || kind === 'log' || kind === 'apply' || kind === 'operation') {
      effects.add(placeOf(observation.node, time));
    }
  }
  return effects;
}
