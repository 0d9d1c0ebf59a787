/** What became of every message between the servers of a plan's run. */
import type { MessageObservation } from '../../kernel/observation.ts';
import type { Plan } from '../plan.ts';
import { runPlan } from '../run-plan.ts';
import type { Delivery } from './pin-deliveries.ts';

/** Messages lost to partitions and crashes are left out: they are lost again. */
export function recordDeliveries(plan: Plan): Delivery[] {
  const servers = plan.voters + plan.spares;
  const sent: MessageObservation[] = [];
  const arrived = new Map<number, number[]>();
  const gone = new Set<number>();
  const watch = (message: MessageObservation): void => {
    const { type, id, time, fromNode, toNode } = message;
    if (fromNode >= servers || toNode >= servers || fromNode === toNode) return;
    if (type === 'send') {
      sent.push(message);
      arrived.set(id, []);
    } else if (type === 'deliver') arrived.get(id)?.push(time);
    else if (message.reason !== 'loss') gone.add(id);
    else arrived.set(id, LOST);
  };
  runPlan(plan, { watch: (trace) => trace.subscribe('message', watch) });
  return sent
    .filter(({ id }) => !gone.has(id))
    .map(({ id, fromNode, toNode, time, message }) => {
      const copies = arrived.get(id) ?? [];
      const times = copies === LOST ? [] : copies.length === 0 ? [plan.duration + 1] : copies;
      return { from: fromNode, to: toNode, kind: message.kind, sent: time, arrived: times };
    });
}

const LOST: number[] = [];
