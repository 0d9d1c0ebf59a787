/**
 * Whom to stop so that a task fits on a machine, as Kubernetes' default preemption does (kube-scheduler, DefaultPreemption:
 * `SelectVictimsOnNode`, `pickOneNodeForPreemption`; there are no disruption budgets here). On each machine everything of
 * lower priority is taken away; if the task fits then, as many as possible are put back, the most important first. Of the
 * machines where that works, the one whose most important victim is the least important; then the least sum of
 * priorities; then the fewest victims; then the one where the most important victims started last; then the first.
 *
 * In large clusters the search ends, as there, when enough machines have been found where it works.
 *
 * Tasks of a gang are stopped together, wherever they run, and count as victims all.
 */
import type { Resources, RunningTask, WaitingTask } from '../scheduler.ts';
import { byImportance } from './by-importance.ts';
import { fits, type MachineBook } from './machine-books.ts';

export interface Victims {
  readonly machine: MachineBook;
  /** At least one. */
  readonly tasks: readonly RunningTask[];
}

/** All running tasks of a task's gang; the task alone without one. */
export type GangOf = (task: RunningTask) => readonly RunningTask[];

/** Kubernetes adds this to every priority, so that among equal sums of small ones fewer victims count as less. */
const OFFSET = 2_147_483_648;

/** Of all machines, and at least: `MinCandidateNodesPercentage`, `MinCandidateNodesAbsolute`. */
const ENOUGH_SHARE = 0.1;
const ENOUGH_MIN = 100;

/** How many machines are found before the best of them is taken. */
export const enoughOf = (machines: number): number => Math.max(ENOUGH_MIN, Math.ceil(ENOUGH_SHARE * machines));

/** undefined where nothing helps. `enough`: of machines where it works, to choose among. */
export function selectVictims(
  task: WaitingTask,
  machines: Iterable<MachineBook>,
  gangOf: GangOf,
  enough: number,
): Victims | undefined {
  let found = 0;
  let best: (Victims & { readonly cost: readonly number[] }) | undefined;
  for (const machine of machines) {
    const tasks = victimsOn(task, machine, gangOf);
    if (tasks === undefined || tasks.length === 0) continue;
    const cost = [...costOf(tasks), machine.id];
    if (best === undefined || isLess(cost, best.cost)) best = { machine, tasks, cost };
    if (++found === enough) break;
  }
  return best;
}

function victimsOn(task: WaitingTask, machine: MachineBook, gangOf: GangOf): RunningTask[] | undefined {
  const isLower = (other: RunningTask): boolean =>
    other.gang < 0 ? other.priority < task.priority : gangOf(other).every(({ priority }) => priority < task.priority);
  const room = [...machine.free];
  for (const other of machine.running) if (isLower(other)) add(room, other.demand, 1);
  if (!fits(task.demand, room)) return undefined;

  const victims: RunningTask[] = [];
  for (const other of machine.running.filter(isLower).sort(byImportance)) {
    add(room, other.demand, -1);
    if (fits(task.demand, room)) continue;
    add(room, other.demand, 1);
    for (const member of gangOf(other)) if (other.gang < 0 || !victims.includes(member)) victims.push(member);
  }
  return victims;
}

function add(amounts: number[], demand: Resources, times: 1 | -1): void {
  for (let kind = 0; kind < amounts.length; kind++) amounts[kind] += times * demand[kind];
}

function costOf(tasks: readonly RunningTask[]): number[] {
  const highest = Math.max(...tasks.map(({ priority }) => priority));
  const startedAt = Math.min(...tasks.filter(({ priority }) => priority === highest).map((task) => task.startedAt));
  const sum = tasks.reduce((total, { priority }) => total + priority + OFFSET, 0);
  return [highest, sum, tasks.length, -startedAt];
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((cost, i) => cost !== b[i]);
  return at >= 0 && a[at] < b[at];
}
