/** What was decided in a plan besides its configuration: faults, orders and operations as one list. */
import type { Plan, PlannedFault, PlannedOperation, PlannedOrder } from '../plan.ts';

export type Decision =
  | { readonly type: 'fault'; readonly fault: PlannedFault }
  | { readonly type: 'order'; readonly order: PlannedOrder }
  | { readonly type: 'operation'; readonly operation: PlannedOperation };

export const timeOf = (decision: Decision): number =>
  decision.type === 'fault' ? decision.fault.at : decision.type === 'order' ? decision.order.at : decision.operation.at;

/** In order of time; at the same time faults first, then orders. */
export function decisionsOf({ faults, orders, operations }: Plan): Decision[] {
  const all: Decision[] = [
    ...faults.map((fault): Decision => ({ type: 'fault', fault })),
    ...orders.map((order): Decision => ({ type: 'order', order })),
    ...operations.map((operation): Decision => ({ type: 'operation', operation })),
  ];
  return all.sort((a, b) => timeOf(a) - timeOf(b));
}

/** The plan with these decisions in place of its own, each list in order of time. */
export function withDecisions(plan: Plan, decisions: readonly Decision[]): Plan {
  const ordered = [...decisions].sort((a, b) => timeOf(a) - timeOf(b));
  return {
    ...plan,
    faults: ordered.flatMap((decision) => (decision.type === 'fault' ? [decision.fault] : [])),
    orders: ordered.flatMap((decision) => (decision.type === 'order' ? [decision.order] : [])),
    operations: ordered.flatMap((decision) => (decision.type === 'operation' ? [decision.operation] : [])),
  };
}
