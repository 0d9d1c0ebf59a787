/**
 * A scheduler from three parts: the order in which waiting tasks are looked at, the score of the machines where one fits,
 * and whether lower priorities are displaced for it. Gangs start whole or not at all.
 *
 * No starvation of the first in line: if it does not fit, it reserves the machines on which it would run if they were empty, for
 * as long as it is first. Nothing that comes after it starts there, what runs there ends, so its turn comes. With
 * backfill `none` everything waits behind the first in line, with `any` nothing is held back (work-conserving, and large tasks and
 * gangs may starve). What would not fit if nothing ran holds up nobody.
 *
 * A step costs O(k + m·r) for k groups of tasks that are alike, m machines and r kinds of resources, however many tasks
 * wait; O(k) if nothing has ended since the last one. Preemption looks at what runs as well.
 */
import type { Backfill } from './parts/backfill-option.ts';
import { byImportance } from './parts/by-importance.ts';
import { emptyPlan, type PlannedTask } from './parts/empty-plan.ts';
import { fits, type MachineBook, machineBooks, startOn, stopOn } from './parts/machine-books.ts';
import { enoughOf, selectVictims } from './parts/select-victims.ts';
import type { Unit } from './parts/unit.ts';
import { unitOf } from './parts/unit.ts';
import { createWaitingLine, firstOf, type Group } from './parts/waiting-line.ts';
import type { PlacementScore } from './placement-score.ts';
import type { QueueOrder } from './queue-order.ts';
import type { Placement, Resources, RunningTask, Scheduler, WaitingTask } from './scheduler.ts';

export interface SchedulerParts {
  readonly order: QueueOrder;
  readonly score: PlacementScore;
  /** Displaces lower priorities. */
  readonly preemption: boolean;
  readonly backfill: Backfill;
}

/** Machines that are held back for the first in line. */
interface Reservation {
  readonly unit: Unit;
  readonly plan: readonly PlannedTask[];
  readonly machines: ReadonlySet<number>;
}

export function composeScheduler(capacities: readonly Resources[], parts: SchedulerParts): Scheduler {
  const { order, score, preemption, backfill } = parts;
  const machines = machineBooks(capacities);
  const line = createWaitingLine(machines.length);
  const running = new Map<number, RunningTask>();
  /** Running tasks by gang. */
  const gangs = new Map<number, RunningTask[]>();
  let reservation: Reservation | undefined;
  let now = 0;
  /** Where the search for victims begins: not always with the same machines. */
  let searchFrom = 0;
  /** Of the machines that are there, in sum. */
  const total = (capacities[0] ?? []).map(() => 0);

  const gangOf = (task: RunningTask): readonly RunningTask[] => gangs.get(task.gang) ?? [task];

  function start(task: WaitingTask, machine: MachineBook): RunningTask {
    const started: RunningTask = { ...task, machine: machine.id, startedAt: now };
    running.set(task.id, started);
    startOn(machine, started);
    if (task.gang >= 0) {
      const members = gangs.get(task.gang);
      if (members === undefined) gangs.set(task.gang, [started]);
      else members.push(started);
    }
    return started;
  }

  function stop(task: RunningTask): void {
    running.delete(task.id);
    stopOn(machines[task.machine], task);
    const members = gangs.get(task.gang);
    if (members === undefined) return;
    members.splice(members.indexOf(task), 1);
    if (members.length === 0) gangs.delete(task.gang);
  }

  const mayUse = (machine: MachineBook, task: WaitingTask, unit: Unit): boolean =>
    machine.available &&
    machine.id !== task.avoid &&
    (reservation === undefined || !reservation.machines.has(machine.id) || reservation.unit === unit);

  function* usable(task: WaitingTask, unit: Unit, candidates?: readonly number[]): Generator<MachineBook> {
    if (candidates === undefined) {
      for (let i = 0; i < machines.length; i++) {
        const machine = machines[(searchFrom + i) % machines.length];
        if (mayUse(machine, task, unit)) yield machine;
      }
    } else {
      for (const id of new Set(candidates)) if (mayUse(machines[id], task, unit)) yield machines[id];
    }
  }

  /** The best machine that has room. */
  function choose(task: WaitingTask, unit: Unit, candidates?: readonly number[]): MachineBook | undefined {
    let best: MachineBook | undefined;
    let bestScore = Number.NEGATIVE_INFINITY;
    const consider = (machine: MachineBook): void => {
      if (!mayUse(machine, task, unit) || !fits(task.demand, machine.free)) return;
      const value = score(machine.capacity, machine.free, task.demand);
      if (best !== undefined && (value < bestScore || (value === bestScore && machine.id > best.id))) return;
      best = machine;
      bestScore = value;
    };
    if (candidates === undefined) for (const machine of machines) consider(machine);
    else for (const id of new Set(candidates)) consider(machines[id]);
    return best;
  }

  /** Starts all of a unit, or nothing. */
  function attempt(unit: Unit, candidates?: readonly number[]): Placement | undefined {
    const started: RunningTask[] = [];
    const stopped: RunningTask[] = [];
    // Where a gang may go depends on where its first tasks went, and a candidate for one of them is none for all.
    const where = unit.tasks.length === 1 ? candidates : undefined;
    for (const task of unit.tasks) {
      const machine = choose(task, unit, where) ?? (preemption ? displace(task, unit, stopped, where) : undefined);
      if (machine === undefined) {
        for (const begun of started) stop(begun);
        for (const victim of stopped) resume(victim);
        return undefined;
      }
      started.push(start(task, machine));
    }
    const preempted = spare(stopped);
    for (const { machine } of preempted) line.released(machine);
    return done(started, preempted);
  }

  function displace(
    task: WaitingTask,
    unit: Unit,
    stopped: RunningTask[],
    candidates?: readonly number[],
  ): MachineBook | undefined {
    const victims = selectVictims(task, usable(task, unit, candidates), gangOf, enoughOf(machines.length));
    if (victims === undefined) return undefined;
    searchFrom = victims.machine.id + 1;
    for (const victim of victims.tasks) stop(victim);
    stopped.push(...victims.tasks);
    return victims.machine;
  }

  function resume(task: RunningTask): void {
    running.set(task.id, task);
    startOn(machines[task.machine], task);
    if (task.gang < 0) return;
    const members = gangs.get(task.gang);
    if (members === undefined) gangs.set(task.gang, [task]);
    else members.push(task);
  }

  /** Lets those go on, the most important first, for whom there is room after all; returns the others. */
  function spare(stopped: readonly RunningTask[]): RunningTask[] {
    const left: RunningTask[] = [];
    const seen = new Set<RunningTask>();
    for (const victim of [...stopped].sort(byImportance)) {
      if (seen.has(victim)) continue;
      const together = victim.gang < 0 ? [victim] : stopped.filter(({ gang }) => gang === victim.gang);
      for (const member of together) {
        seen.add(member);
        resume(member);
      }
      if (together.every(({ machine }) => machines[machine].free.every((amount) => amount >= 0))) continue;
      for (const member of together) stop(member);
      left.push(...together);
    }
    return left;
  }

  function done(started: readonly RunningTask[], preempted: readonly RunningTask[]): Placement {
    for (const victim of preempted) order.ended?.(victim, undefined);
    for (const task of started) order.started?.(task);
    return {
      place: started.map(({ id, machine }) => ({ task: id, machine })),
      preempt: preempted.map(({ id }) => id),
    };
  }

  /** Exactly as it was planned when the machines were reserved. */
  function followPlan({ plan }: Reservation): Placement | undefined {
    const started: RunningTask[] = [];
    for (const { task, machine } of plan) {
      if (!machine.available || !fits(task.demand, machine.free)) {
        for (const begun of started) stop(begun);
        return undefined;
      }
      started.push(start(task, machine));
    }
    return done(started, []);
  }

  function dropReservation(): void {
    if (reservation === undefined) return;
    const { machines: held } = reservation;
    reservation = undefined;
    for (const machine of held) line.released(machine);
  }

  /** Holds machines for the first in line, which does not fit. */
  function reserveFor(unit: Unit): void {
    const plan = emptyPlan(unit, machines) ?? [];
    reservation = { unit, plan, machines: new Set(plan.map(({ machine }) => machine.id)) };
  }

  const compare = (a: Unit, b: Unit): number => order.compare(a, b) || a.submittedAt - b.submittedAt || a.id - b.id;

  function firstAmong(wanted: (group: Group) => boolean): Group | undefined {
    let first: Group | undefined;
    for (const group of line.groups) {
      if (wanted(group) && (first === undefined || compare(firstOf(group), firstOf(first)) < 0)) first = group;
    }
    return first;
  }

  const isOpen = ({ candidates, possible }: Group): boolean =>
    possible !== false && (candidates === undefined || candidates.length > 0);

  function fitsEmpty(group: Group): boolean {
    group.possible ??= emptyPlan(firstOf(group), machines) !== undefined;
    return group.possible;
  }

  function startFirst(group: Group): Placement | undefined {
    const unit = firstOf(group);
    const held = reservation?.unit === unit ? reservation : undefined;
    const placement = attempt(unit, group.candidates) ?? (held && followPlan(held));
    if (placement === undefined) {
      group.candidates = [];
      return undefined;
    }
    line.shift(group);
    if (held !== undefined) dropReservation();
    return placement;
  }

  return {
    machine(id, available) {
      const machine = machines[id];
      if (machine.available === available) return;
      machine.available = available;
      machine.capacity.forEach((amount, kind) => {
        total[kind] += available ? amount : -amount;
      });
      order.capacity?.(total);
      // What the first in line was promised may be gone, or it may fit better.
      dropReservation();
      line.reset();
    },
    submit: (tasks) => line.add(unitOf(tasks)),
    withdraw(task) {
      line.remove(task);
      if (reservation?.unit.tasks.some(({ id }) => id === task)) dropReservation();
    },
    ended(task, runtime) {
      const entry = running.get(task);
      if (entry === undefined) return;
      stop(entry);
      order.ended?.(entry, runtime);
      line.released(entry.machine);
    },
    next(time) {
      now = time;
      for (;;) {
        const head = firstAmong(({ possible }) => possible !== false);
        if (head === undefined) return undefined;
        if (reservation !== undefined && reservation.unit !== firstOf(head)) dropReservation();
        if (isOpen(head)) {
          const placement = startFirst(head);
          if (placement !== undefined) return placement;
        }
        if (!fitsEmpty(head)) continue;
        if (backfill === 'none') return undefined;
        if (backfill === 'reserve' && reservation === undefined) reserveFor(firstOf(head));
        break;
      }
      for (;;) {
        const group = firstAmong(isOpen);
        if (group === undefined) return undefined;
        const placement = startFirst(group);
        if (placement !== undefined) return placement;
      }
    },
  };
}
