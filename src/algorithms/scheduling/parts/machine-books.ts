/** Who runs where, and what that leaves. Knows no policy. */
import type { Resources, RunningTask } from '../scheduler.ts';

export interface MachineBook {
  readonly id: number;
  readonly capacity: Resources;
  readonly free: number[];
  readonly running: RunningTask[];
  available: boolean;
}

/** Machines that have nothing to run yet, and are not there yet. */
export const machineBooks = (capacities: readonly Resources[]): MachineBook[] =>
  capacities.map((capacity, id) => ({ id, capacity, free: [...capacity], running: [], available: false }));

/** Whether `demand` is at most `amounts`, in every kind. */
export function fits(demand: Resources, amounts: Resources): boolean {
  for (let kind = 0; kind < demand.length; kind++) if (demand[kind] > amounts[kind]) return false;
  return true;
}

export function startOn(machine: MachineBook, task: RunningTask): void {
  machine.running.push(task);
  for (let kind = 0; kind < task.demand.length; kind++) machine.free[kind] -= task.demand[kind];
}

export function stopOn(machine: MachineBook, task: RunningTask): void {
  machine.running.splice(machine.running.indexOf(task), 1);
  for (let kind = 0; kind < task.demand.length; kind++) machine.free[kind] += task.demand[kind];
}
