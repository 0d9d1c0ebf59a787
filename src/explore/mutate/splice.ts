/** The beginning of one plan and the end of another. Machines that the first does not have are taken to be its others. */

import type { Plan } from '../plan.ts';
import { decisionsOf, timeOf, withDecisions } from '../shrink/decisions.ts';
import { joinParts, machineName, machineOf, partsOf } from '../shrink/machine-names.ts';
import { at } from './at.ts';
import type { Mutation } from './mutation.ts';

export const splice: Mutation = {
  name: 'splice',
  weight: 3,
  apply(plan, { draw, other }) {
    const [first, second] = [decisionsOf(plan), decisionsOf(fitted(other, plan))];
    if (first.length === 0 || second.length === 0) return plan;
    const cut = timeOf(draw.pick(first));
    const from = timeOf(draw.pick(second));
    const head = first.filter((each) => timeOf(each) < cut);
    const tail = second.filter((each) => timeOf(each) >= from).map((each) => at(each, timeOf(each) - from + cut));
    const { healing } = plan;
    const rest = Math.max(1, (other.healing?.at ?? other.duration) - from);
    const end = healing === undefined ? undefined : { ...healing, at: cut + rest };
    return { ...withDecisions(plan, [...head, ...tail]), healing: end, duration: Math.max(plan.duration, cut + rest) };
  },
};

/** Its decisions in terms of the machines of `of`. */
function fitted(plan: Plan, { voters, spares }: Plan): Plan {
  const machines = voters + spares;
  const group = (text: string): string => {
    const parts = partsOf(text).map((part) => {
      const machine = machineOf(part);
      return machine === undefined ? part : machineName(machine % machines);
    });
    return joinParts([...new Set(parts)]);
  };
  return {
    ...plan,
    faults: plan.faults
      .filter(({ kind }) => kind !== 'heal')
      .map((fault) => ({ ...fault, groups: fault.groups.map(group) })),
    operations: plan.operations.map((each) => (each.via === undefined ? each : { ...each, via: each.via % machines })),
    orders: plan.orders.map((order) => ({ ...order, nodes: [...new Set(order.nodes.map((node) => node % machines))] })),
  };
}
