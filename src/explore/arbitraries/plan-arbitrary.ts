/**
 * Whole plans: sizes, options, delays, faults, orders and operations. Shrinks as the hunter's counterexamples do, towards
 * fewer decisions, fewer machines, defaults and round numbers; a plan from elsewhere shrinks as well.
 */
import * as fc from 'fast-check';
import type { Plan } from '../plan.ts';
import { comparePlans } from '../shrink/plan-cost.ts';
import { everySimplerPlan } from '../shrink/simpler-plans.ts';
import { withinContract } from '../shrink/within-contract.ts';
import { faultArbitrary } from './fault-arbitrary.ts';
import { operationArbitrary } from './operation-arbitrary.ts';
import { optionsArbitrary } from './options-arbitrary.ts';
import { orderArbitrary } from './order-arbitrary.ts';
import type { PlanLimits } from './plan-limits.ts';
import { shrinkingBy } from './shrinking-by.ts';

/** Without healing: the properties are those of safety. */
export function planArbitrary(limits: PlanLimits): fc.Arbitrary<Plan> {
  const { protocol, voters, spares, duration, latency, fsync } = limits;
  const sized = fc.tuple(fc.integer(voters), fc.nat(spares)).chain(([votes, idle]) => {
    const machines = votes + idle;
    return fc.record({
      seed: fc.nat(999_999),
      protocol: fc.constant(protocol),
      options: optionsArbitrary(limits.parameters),
      voters: fc.constant(votes),
      spares: fc.constant(idle),
      transport: fc.constantFrom('stream' as const, 'datagram' as const),
      latency: rangeWithin(latency.min, latency.max),
      fsync: rangeWithin(fsync.min, fsync.max),
      duration: fc.constant(duration),
      operations: inOrder(operationArbitrary(limits), limits.operations),
      orders: inOrder(orderArbitrary(limits, machines), limits.orders),
      faults: inOrder(faultArbitrary(limits, machines), limits.faults),
      healing: fc.constant(undefined),
    });
  });
  return shrinkingBy<Plan>(sized, {
    accepts: (value): value is Plan =>
      typeof value === 'object' && value !== null && 'protocol' in value && value.protocol === protocol,
    *simpler(plan) {
      for (const candidate of everySimplerPlan(plan)) {
        const allowed = candidate.voters >= Math.min(voters.min, plan.voters) && withinContract(candidate, plan, false);
        if (allowed && comparePlans(candidate, plan) < 0) yield candidate;
      }
    },
  });
}

const rangeWithin = (min: number, max: number): fc.Arbitrary<{ min: number; max: number }> =>
  fc
    .tuple(fc.integer({ min, max }), fc.integer({ min, max }))
    .map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) }));

const inOrder = <T extends { readonly at: number }>(arbitrary: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<T[]> =>
  fc.array(arbitrary, { maxLength, size: 'max' }).map((items) => [...items].sort((a, b) => a.at - b.at));
