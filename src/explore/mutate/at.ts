/** The same decision at another time, not before the start. */
import type { Micros } from '../../core/time.ts';
import type { Decision } from '../shrink/decisions.ts';

export function at(decision: Decision, time: Micros): Decision {
  const when = Math.max(0, Math.round(time));
  if (decision.type === 'fault') return { type: 'fault', fault: { ...decision.fault, at: when } };
  if (decision.type === 'order') return { type: 'order', order: { ...decision.order, at: when } };
  return { type: 'operation', operation: { ...decision.operation, at: when } };
}
