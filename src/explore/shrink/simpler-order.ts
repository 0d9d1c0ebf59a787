/** Simpler orders of the operator in place of one: fewer machines, and one machine instead of a whole new set. */
import type { PlannedOrder } from '../plan.ts';

export function* simplerOrders(order: PlannedOrder): Generator<PlannedOrder> {
  if (order.type !== 'replace') return;
  if (order.nodes.length === 1) return;
  for (const node of order.nodes) yield { ...order, nodes: order.nodes.filter((other) => other !== node) };
  for (const node of order.nodes) {
    yield { at: order.at, type: 'add-voter', nodes: [node] };
    yield { at: order.at, type: 'remove', nodes: [node] };
  }
}
