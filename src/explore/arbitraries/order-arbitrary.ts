/** Orders of the operator at random times; shrinks towards changes of one machine at round times. */
import * as fc from 'fast-check';
import type { PlannedOrder } from '../plan.ts';
import { rounderTimes } from '../shrink/rounder.ts';
import { simplerOrders } from '../shrink/simpler-order.ts';
import type { PlanLimits } from './plan-limits.ts';
import { shrinkingBy } from './shrinking-by.ts';

export function orderArbitrary(
  limits: PlanLimits,
  machines = limits.voters.max + limits.spares,
): fc.Arbitrary<PlannedOrder> {
  const { duration, orderTypes } = limits;
  const all = Array.from({ length: machines }, (_, machine) => machine);
  const order = fc
    .tuple(
      fc.integer({ min: 0, max: duration - 1 }),
      fc.constantFrom(...orderTypes),
      fc.nat(machines - 1),
      fc.subarray(all, { minLength: 1 }),
    )
    .map(([at, type, one, several]): PlannedOrder => ({ at, type, nodes: type === 'replace' ? several : [one] }));
  return shrinkingBy(order, {
    accepts: (value): value is PlannedOrder =>
      typeof value === 'object' && value !== null && 'type' in value && 'nodes' in value,
    *simpler(value) {
      for (const other of simplerOrders(value)) if (orderTypes.includes(other.type)) yield other;
      for (const at of rounderTimes(value.at)) if (at < duration) yield { ...value, at };
    },
  });
}
