import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { schedulingAlgorithms } from '../../../src/algorithms/scheduling/registry.ts';
import type { SchedulingAlgorithm, WaitingTask } from '../../../src/algorithms/scheduling/scheduler.ts';
import { type FakeHost, fakeHost, task } from './fake-host.ts';

const MACHINES = [
  [4, 16],
  [8, 8],
  [2, 32],
  [4, 16],
];

type Step =
  | { readonly type: 'submit'; readonly tasks: readonly Partial<WaitingTask>[]; readonly gang: boolean }
  | { readonly type: 'end' | 'withdraw'; readonly which: number }
  | { readonly type: 'machine'; readonly which: number };

const shape = fc.record({
  user: fc.nat(2),
  jobClass: fc.nat(2),
  priority: fc.nat(2),
  demand: fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 16 })),
  avoid: fc.constantFrom(-1, -1, -1, 0, 1),
});
const alike = fc
  .tuple(shape, fc.integer({ min: 2, max: 4 }))
  .map(([each, count]): Partial<WaitingTask>[] => Array.from({ length: count }, () => each));
const steps = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        type: fc.constant('submit'),
        tasks: fc.array(shape, { minLength: 1, maxLength: 4 }),
        gang: fc.constant(false),
      }),
    },
    { weight: 2, arbitrary: fc.record({ type: fc.constant('submit'), tasks: alike, gang: fc.constant(true) }) },
    { weight: 5, arbitrary: fc.record({ type: fc.constant('end'), which: fc.nat(100) }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('withdraw'), which: fc.nat(100) }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('machine'), which: fc.nat(MACHINES.length - 1) }) },
  ),
  { maxLength: 40 },
) as fc.Arbitrary<Step[]>;

/** `after` is called whenever nothing more can start. */
function play(
  algorithm: SchedulingAlgorithm,
  options: Record<string, string>,
  script: readonly Step[],
  after: (host: FakeHost) => void,
): FakeHost {
  const host = fakeHost(algorithm, MACHINES, options);
  let id = 0;
  let gang = 0;
  for (const step of script) {
    if (step.type === 'submit') {
      const number = step.gang ? gang++ : -1;
      const tasks = step.tasks.map((each) => task(id++, [1, 1], { ...each, gang: number }));
      if (step.gang) host.submit(...tasks);
      else for (const each of tasks) host.submit(each);
      host.settle();
    } else if (step.type === 'machine') host.machine(step.which, !host.isUp(step.which));
    else {
      const ids = [...(step.type === 'end' ? host.running : host.waiting).keys()];
      if (ids.length === 0) continue;
      const chosen = ids[step.which % ids.length];
      if (step.type === 'end') host.end(chosen, 1 + (chosen % 7));
      else host.withdraw(chosen);
    }
    after(host);
  }
  return host;
}

/** Whether it would fit if it were placed with room for its gang, tasks alike: machine by machine. */
function couldStart(host: FakeHost, { gang, demand, avoid, id }: WaitingTask): boolean {
  const count = gang < 0 ? 1 : [...host.waiting.values()].filter((other) => other.gang === gang).length;
  expect(id).toBeGreaterThanOrEqual(0);
  let places = 0;
  MACHINES.forEach((_, machine) => {
    if (!host.isUp(machine) || machine === avoid) return;
    const amounts = host.free(machine);
    const rooms = amounts.map((amount, kind) =>
      demand[kind] === 0 ? Number.POSITIVE_INFINITY : Math.floor(amount / demand[kind]),
    );
    places += Math.min(...rooms);
  });
  return places >= count;
}

const BACKFILLS = ['none', 'reserve', 'any'];
const cases = [...schedulingAlgorithms.values()].flatMap((algorithm) =>
  BACKFILLS.map((backfill) => ({ name: algorithm.name, backfill, algorithm })),
);

describe.each(cases)('$name with backfill $backfill', ({ algorithm, backfill }) => {
  it('keeps to capacities, gangs and priorities, and leaves nothing behind', () => {
    fc.assert(
      fc.property(steps, (script) => {
        const host = play(algorithm, { backfill }, script, (now) => {
          if (backfill !== 'any') return;
          // Work conservation: nothing that would fit goes on waiting.
          for (const each of now.waiting.values()) expect(couldStart(now, each), `task ${each.id} fits`).toBe(false);
        });
        // Everything that fits the empty cluster is eventually run.
        MACHINES.forEach((_, machine) => {
          if (!host.isUp(machine)) host.machine(machine, true);
        });
        for (let ends = 0; host.running.size > 0; ends++) {
          expect(ends).toBeLessThan(1000);
          host.end([...host.running.keys()][0]);
        }
        for (const each of host.waiting.values())
          expect(couldStart(host, each), `task ${each.id} was left`).toBe(false);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it('does the same again', () => {
    fc.assert(
      fc.property(steps, (script) => {
        const once = play(algorithm, { backfill }, script, () => {});
        const again = play(algorithm, { backfill }, script, () => {});
        expect(again.log).toEqual(once.log);
        expect(again.preempted).toEqual(once.preempted);
      }),
      { seed: 2, numRuns: 10 },
    );
  });
});
