/**
 * Where a unit could run if nothing else ran: tasks in their order, each on the first machine with room, machines with
 * the most to spare now first, so that few others have to be waited for.
 */
import type { WaitingTask } from '../scheduler.ts';
import { fits, type MachineBook } from './machine-books.ts';
import type { Unit } from './unit.ts';

export interface PlannedTask {
  readonly task: WaitingTask;
  readonly machine: MachineBook;
}

/** undefined if it does not fit even then. O(m log m). */
export function emptyPlan(unit: Unit, machines: readonly MachineBook[]): PlannedTask[] | undefined {
  const there = machines
    .filter(({ available }) => available)
    .map((machine) => ({ machine, left: [...machine.capacity], spare: spareShare(machine) }))
    .sort((a, b) => b.spare - a.spare || a.machine.id - b.machine.id);
  const plan: PlannedTask[] = [];
  for (const task of unit.tasks) {
    const place = there.find(({ machine, left }) => machine.id !== task.avoid && fits(task.demand, left));
    if (place === undefined) return undefined;
    for (let kind = 0; kind < task.demand.length; kind++) place.left[kind] -= task.demand[kind];
    plan.push({ task, machine: place.machine });
  }
  return plan;
}

/** The share that is free of what is scarcest. */
function spareShare({ capacity, free }: MachineBook): number {
  let least = 1;
  for (let kind = 0; kind < capacity.length; kind++) {
    if (capacity[kind] > 0) least = Math.min(least, free[kind] / capacity[kind]);
  }
  return least;
}
