/** The same somewhere else: another machine, the leader, another replica that is asked. */
import { LEADER } from '../draw/stage.ts';
import { machineName } from '../shrink/machine-names.ts';
import type { Mutation } from './mutation.ts';

export const retarget: Mutation = {
  name: 'retarget',
  weight: 3,
  apply(plan, { draw }) {
    const { faults, operations } = plan;
    const machine = draw.integer(plan.voters + plan.spares);
    if (operations.length > 0 && (faults.length === 0 || draw.chance(0.3))) {
      const place = draw.integer(operations.length);
      return { ...plan, operations: operations.with(place, { ...operations[place], via: machine }) };
    }
    const struck = faults.flatMap(({ groups }, place) => (groups.length > 0 ? [place] : []));
    if (struck.length === 0) return plan;
    const place = draw.pick(struck);
    const { groups } = faults[place];
    const target = draw.chance(0.4) ? LEADER : machineName(machine);
    return { ...plan, faults: faults.with(place, { ...faults[place], groups: groups.with(0, target) }) };
  },
};
