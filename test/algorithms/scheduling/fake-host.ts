/** A host that carries out what a scheduler says, keeps books of its own, and holds every step against the laws. */
import { expect } from 'vitest';
import type {
  Resources,
  RunningTask,
  Scheduler,
  SchedulingAlgorithm,
  WaitingTask,
} from '../../../src/algorithms/scheduling/scheduler.ts';
import { defaultValues } from '../../../src/core/default-values.ts';
import type { ParameterValues } from '../../../src/core/parameters.ts';
import { randomStream } from '../../../src/core/random/random-stream.ts';

export const task = (id: number, demand: Resources, changes: Partial<WaitingTask> = {}): WaitingTask => ({
  id,
  job: id,
  user: 0,
  jobClass: 0,
  priority: 0,
  demand,
  submittedAt: id,
  gang: -1,
  avoid: -1,
  ...changes,
});

export interface FakeHost {
  readonly scheduler: Scheduler;
  readonly waiting: Map<number, WaitingTask>;
  readonly running: Map<number, RunningTask>;
  readonly preempted: number[];
  /** In the order in which they started: `task@machine`. */
  readonly log: string[];
  submit(...tasks: WaitingTask[]): void;
  /** Ends a running task, and asks for what can start now. */
  end(task: number, runtime?: number): void;
  withdraw(task: number): void;
  /** A machine that leaves stops what runs on it, gangs as a whole, which waits anew. */
  machine(id: number, available: boolean): void;
  /** Asks until nothing more can start. */
  settle(): void;
  free(machine: number): number[];
  isUp(machine: number): boolean;
}

export function fakeHost(
  algorithm: SchedulingAlgorithm,
  machines: readonly Resources[],
  options: ParameterValues = {},
  seed = 1,
): FakeHost {
  const random = randomStream(seed, 'scheduler');
  const scheduler = algorithm.create({ machines, random }, { ...defaultValues(algorithm.options), ...options });
  const up = machines.map(() => true);
  const waiting = new Map<number, WaitingTask>();
  const running = new Map<number, RunningTask>();
  const preempted: number[] = [];
  const log: string[] = [];
  let now = 0;

  const on = (machine: number): RunningTask[] => [...running.values()].filter((other) => other.machine === machine);
  const free = (machine: number): number[] =>
    machines[machine].map((amount, kind) => on(machine).reduce((left, { demand }) => left - demand[kind], amount));
  const gangMates = ({ gang, id }: WaitingTask): RunningTask[] =>
    [...running.values()].filter((other) => (gang < 0 ? other.id === id : other.gang === gang));

  function submitAnew(stopped: readonly RunningTask[]): void {
    const gangs = new Map<number, WaitingTask[]>();
    for (const { machine: _, startedAt: __, ...left } of stopped) {
      waiting.set(left.id, left);
      const key = left.gang < 0 ? -1 - left.id : left.gang;
      gangs.set(key, [...(gangs.get(key) ?? []), left]);
    }
    for (const tasks of gangs.values()) scheduler.submit(tasks);
  }

  function step(): boolean {
    const placement = scheduler.next(++now);
    if (placement === undefined) return false;
    const { place, preempt } = placement;
    const first = waiting.get(place[0].task) as WaitingTask;
    const before = machines.map((_, machine) => free(machine));

    const victims = preempt.map((id) => running.get(id) as RunningTask);
    for (const victim of victims) {
      expect(victim, 'stops what runs').toBeDefined();
      expect(victim.priority, 'stops lower priorities only').toBeLessThan(first.priority);
      for (const mate of gangMates(victim)) expect(preempt, 'stops gangs as a whole').toContain(mate.id);
    }
    for (const { id } of victims) running.delete(id);
    preempted.push(...preempt);

    const mates = [...waiting.values()].filter(({ gang, id }) =>
      first.gang < 0 ? id === first.id : gang === first.gang,
    );
    expect(place.map(({ task }) => task).sort(), 'starts gangs as a whole').toEqual(mates.map(({ id }) => id).sort());
    for (const { task: id, machine } of place) {
      const started = waiting.get(id) as WaitingTask;
      expect(up[machine], 'starts on machines that are there').toBe(true);
      expect(machine, 'keeps copies apart').not.toBe(started.avoid);
      waiting.delete(id);
      running.set(id, { ...started, machine, startedAt: now });
      log.push(`${id}@${machine}`);
    }
    machines.forEach((_, machine) => {
      for (const amount of free(machine)) expect(amount, 'never over capacity').toBeGreaterThanOrEqual(0);
    });
    if (victims.length > 0) {
      const without = before.some((amounts, machine) =>
        place.some((placed) => placed.machine === machine && !fitsAll(place, waitingOf(place), machine, amounts)),
      );
      expect(without, 'stops only where that lets it start').toBe(true);
    }
    submitAnew(victims);
    return true;
  }

  const waitingOf = (place: readonly { readonly task: number }[]): RunningTask[] =>
    place.map((placed) => running.get(placed.task) as RunningTask);
  const fitsAll = (
    place: readonly { readonly machine: number }[],
    tasks: readonly RunningTask[],
    machine: number,
    amounts: readonly number[],
  ): boolean =>
    amounts.every(
      (amount, kind) =>
        place.reduce((left, placed, i) => (placed.machine === machine ? left - tasks[i].demand[kind] : left), amount) >=
        0,
    );

  function settle(): void {
    while (step());
  }

  machines.forEach((_, id) => {
    scheduler.machine(id, true);
  });
  return {
    scheduler,
    waiting,
    running,
    preempted,
    log,
    submit(...tasks) {
      for (const each of tasks) waiting.set(each.id, each);
      scheduler.submit(tasks);
    },
    end(id, runtime = 1) {
      running.delete(id);
      scheduler.ended(id, runtime);
      settle();
    },
    withdraw(id) {
      waiting.delete(id);
      scheduler.withdraw(id);
      settle();
    },
    machine(id, available) {
      up[id] = available;
      if (!available) {
        const stopped = new Map(
          on(id)
            .flatMap(gangMates)
            .map((mate) => [mate.id, mate]),
        );
        for (const mate of stopped.keys()) {
          running.delete(mate);
          scheduler.ended(mate, undefined);
        }
        scheduler.machine(id, false);
        submitAnew([...stopped.values()]);
      } else scheduler.machine(id, true);
      settle();
    },
    settle,
    free,
    isUp: (machine) => up[machine],
  };
}
