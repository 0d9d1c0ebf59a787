/** The same decisions at rounder times, and closer together. */
import { MILLISECOND, SECOND } from '../../core/time.ts';
import type { Plan } from '../plan.ts';
import { decisionsOf, timeOf, withDecisions } from './decisions.ts';
import { rounderTimes } from './rounder.ts';

const GRIDS = [SECOND, 100 * MILLISECOND, 10 * MILLISECOND, MILLISECOND];

/** `change` applied to every instant of the plan but its end. */
function mapTimes(plan: Plan, change: (time: number) => number): Plan {
  const { healing } = plan;
  const moved: Plan = {
    ...plan,
    faults: plan.faults.map((fault) => ({ ...fault, at: change(fault.at) })),
    orders: plan.orders.map((order) => ({ ...order, at: change(order.at) })),
    operations: plan.operations.map((operation) => ({ ...operation, at: change(operation.at) })),
    healing: healing && { ...healing, at: change(healing.at) },
  };
  return withDecisions(moved, decisionsOf(moved));
}

export function* roundTogether(plan: Plan): Generator<Plan> {
  for (const grid of GRIDS) {
    yield mapTimes(plan, (time) => Math.round(time / grid) * grid);
    yield mapTimes(plan, (time) => Math.floor(time / grid) * grid);
  }
}

export function* roundOneByOne(plan: Plan): Generator<Plan> {
  for (const decision of decisionsOf(plan)) {
    for (const at of rounderTimes(timeOf(decision))) {
      const moved = decisionsOf(plan).map((other) => {
        if (timeOf(other) !== timeOf(decision) || JSON.stringify(other) !== JSON.stringify(decision)) return other;
        if (other.type === 'fault') return { type: other.type, fault: { ...other.fault, at } };
        if (other.type === 'order') return { type: other.type, order: { ...other.order, at } };
        return { type: other.type, operation: { ...other.operation, at } };
      });
      yield withDecisions(plan, moved);
    }
  }
  if (plan.healing === undefined) return;
  for (const at of rounderTimes(plan.healing.at)) yield { ...plan, healing: { ...plan.healing, at } };
}

/** Everything from some decision on, the healing and the end of the run included, comes earlier. */
export function* closerTogether(plan: Plan): Generator<Plan> {
  const { healing } = plan;
  const instants = [...decisionsOf(plan).map(timeOf), ...(healing === undefined ? [] : [healing.at]), plan.duration];
  const times = [...new Set(instants)].sort((a, b) => a - b);
  for (const [i, time] of times.entries()) {
    const gap = time - (i === 0 ? 0 : times[i - 1]);
    for (const grid of GRIDS) {
      for (const share of [1, 1 / 2, 1 / 4]) {
        const by = Math.floor((gap * share) / grid) * grid;
        if (by > 0) yield earlierFrom(plan, time, by);
      }
    }
  }
}

function earlierFrom(plan: Plan, from: number, by: number): Plan {
  const moved = mapTimes(plan, (time) => (time >= from ? time - by : time));
  return { ...moved, duration: plan.duration >= from ? plan.duration - by : plan.duration };
}
