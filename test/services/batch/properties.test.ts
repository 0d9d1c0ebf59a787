import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { schedulingAlgorithms } from '../../../src/algorithms/scheduling/registry.ts';
import { MILLISECOND, SECOND } from '../../../src/core/time.ts';
import type { TaskObservation } from '../../../src/kernel/observation.ts';
import { createBatchWorld, heldBy, job } from './batch-world.ts';

const MACHINES = [
  [2, 4],
  [1, 8],
  [4, 4],
] as const;

const jobs = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 20 }),
    tasks: fc.integer({ min: 1, max: 4 }),
    runtime: fc.integer({ min: 1, max: 6000 }),
    slow: fc.constantFrom(1, 1, 5),
    changes: fc.record({
      user: fc.constantFrom('ann', 'bob'),
      jobClass: fc.constantFrom('short', 'long'),
      priority: fc.nat(2),
      cores: fc.integer({ min: 1, max: 2 }),
      memory: fc.integer({ min: 1, max: 4 }),
      gang: fc.boolean(),
      maxFailures: fc.constantFrom(1, 3, 100),
    }),
  }),
  { minLength: 1, maxLength: 8 },
);
const faults = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 25_000 }),
    for: fc.integer({ min: 1, max: 12_000 }),
    node: fc.nat(MACHINES.length - 1),
    kind: fc.constantFrom('crash', 'stop', 'slow', 'cut', 'pause'),
  }),
  { maxLength: 6 },
);
const scenario = fc.record({
  scheduler: fc.constantFrom(...schedulingAlgorithms.keys()),
  jobs,
  faults,
  speculation: fc.boolean(),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer S> ? S : never;

const SPECULATION = { slowerThan: 1.5, finishedShare: 0.5, maxShare: 0.5 };
/** Long enough for everything to be over, after the last fault has healed. */
const END = 400;

function play({ scheduler, jobs: submitted, faults: troubles, speculation }: Scenario) {
  const w = createBatchWorld({ machines: MACHINES, scheduler, spec: speculation ? { speculation: SPECULATION } : {} });
  for (const { at, tasks, runtime, slow, changes } of submitted) {
    const runtimes = Array.from({ length: tasks }, (_, i) => (runtime + 300 * i) * MILLISECOND);
    const stretch = (task: number, attempt: number): number => (task === 0 && attempt === 0 ? slow : 1);
    w.at(at, () => w.batch.submit(job(runtimes, { ...changes, stretch })));
  }
  const { cluster } = w;
  const manager = MACHINES.length;
  for (const { at, for: length, node, kind } of troubles) {
    let undo = (): void => cluster.restart(node);
    w.at(at / 1000, () => {
      if (kind === 'crash') cluster.crash(node);
      else if (kind === 'stop') cluster.stop(node);
      else if (kind === 'slow') undo = cluster.slowCpu(node, 0.5);
      else if (kind === 'cut') undo = cluster.impair({ from: [node], to: [manager], blocked: true });
      else {
        cluster.pause(node);
        undo = () => cluster.resume(node);
      }
    });
    w.at((at + length) / 1000, () => undo());
  }
  return w;
}

/** Whether everything was started once and ended once, on machines with room for it. */
function checkTasks(tasks: readonly TaskObservation[]): void {
  const running = new Map<string, TaskObservation>();
  const finished = new Set<string>();
  const free = MACHINES.map(([cores, memory]) => ({ cores, memory }));
  for (const each of tasks) {
    const { job: of, task, node, change, cores, memory } = each;
    const name = `${of}/${task}@${node}`;
    const sign = change === 'started' ? -1 : 1;
    free[node].cores += sign * cores;
    free[node].memory += sign * memory;
    expect(Math.min(free[node].cores, free[node].memory), `${name} ${change}`).toBeGreaterThanOrEqual(0);
    expect(running.has(name), `${name} ${change}`).toBe(change !== 'started');
    if (change === 'started') running.set(name, each);
    else running.delete(name);
    if (change !== 'finished') continue;
    expect(finished.has(`${of}/${task}`), `${name} finished twice`).toBe(false);
    finished.add(`${of}/${task}`);
  }
  expect([...running.keys()]).toEqual([]);
}

describe('a batch cluster, whatever breaks', () => {
  it('loses no task, overloads no machine, and comes to an end', () => {
    const marks = new Set<string>();
    fc.assert(
      fc.property(scenario, (drawn) => {
        const w = play(drawn);
        for (let at = 1; at <= END; at = at < 40 ? at + 1 : at + 90) {
          w.run(at);
          const { waiting, running, finished, failed } = w.batch.tasks();
          const submitted = drawn.jobs.reduce((sum, each) => (each.at <= at ? sum + each.tasks : sum), 0);
          expect(waiting + running + finished + failed).toBe(submitted);
        }
        checkTasks(w.tasks);
        for (const { change, copy } of w.tasks) marks.add(copy ? `${change} copy` : change);
        const { waiting, running } = w.batch.tasks();
        // A gang that does not fit the whole cluster waits for ever.
        if (w.jobs.filter(({ change }) => change !== 'submitted').length === drawn.jobs.length) {
          expect(waiting + running).toBe(0);
        }
        for (const each of w.jobs.filter(({ change }) => change === 'submitted')) {
          const { tasks, changes } = [...drawn.jobs].sort((a, b) => a.at - b.at)[each.job];
          const places = MACHINES.map(([cores, memory]) =>
            Math.min(Math.floor(cores / changes.cores), Math.floor(memory / changes.memory)),
          );
          if (changes.gang && places.reduce((sum, count) => sum + count) < tasks) continue;
          expect(w.jobs.filter((other) => other.job === each.job).map(({ change }) => change)).toHaveLength(2);
        }
      }),
      { seed: 1, numRuns: 100 },
    );
    // The property has seen what it is about.
    expect([...marks].filter((mark) => mark !== 'preempted copy').sort()).toEqual([
      'failed',
      'failed copy',
      'finished',
      'finished copy',
      'preempted',
      'started',
      'started copy',
      'superseded',
      'superseded copy',
    ]);
  });

  it('accounts for all core time that machines were busy', () => {
    fc.assert(
      fc.property(scenario, (drawn) => {
        // Over a pause a task holds its cores, but they do nothing.
        const w = play({ ...drawn, faults: drawn.faults.filter(({ kind }) => kind !== 'pause') });
        w.run(END);
        const busy = MACHINES.reduce((sum, _, node) => sum + w.cluster.statistics(node).busy, 0);
        expect(heldBy(w.tasks, END * SECOND).all).toBe(busy);
      }),
      { seed: 2, numRuns: 40 },
    );
  });

  it('does the same again', () => {
    fc.assert(
      fc.property(scenario, (drawn) => {
        const [once, again] = [play(drawn), play(drawn)];
        once.run(60);
        again.run(60);
        expect(again.kernel.fingerprint.toString()).toBe(once.kernel.fingerprint.toString());
        expect(again.told()).toEqual(once.told());
      }),
      { seed: 3, numRuns: 10 },
    );
  });
});
