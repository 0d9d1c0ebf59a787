/** Batch clusters against figures that nobody in this project made up. */
import { describe, expect, it } from 'vitest';
import { constantSpec } from '../../../src/core/distributions/distribution.ts';
import { SECOND } from '../../../src/core/time.ts';
import type { JobClassSpec } from '../../../src/workload/job-class.ts';
import { createBatchWorld } from './batch-world.ts';

const jobClass = (name: string, changes: Partial<JobClassSpec>): JobClassSpec => ({
  name,
  target: 'batch',
  user: name,
  priority: 0,
  arrivals: { kind: 'poisson', rate: 1 },
  tasks: { min: 1, max: 1 },
  cores: 1,
  memory: 1,
  runtime: { kind: 'exponential', mean: SECOND },
  straggler: { chance: 0, factor: 1 },
  gang: false,
  maxFailures: 4,
  deadline: Number.POSITIVE_INFINITY,
  ...changes,
});

/** Wait and response of jobs that were submitted after the first tenth, in seconds. */
function measure(servers: number, perSecond: number, jobs: number, scheduler?: string) {
  const machines = Array.from({ length: servers }, () => [1, 8] as const);
  const classes = [jobClass('jobs', { arrivals: { kind: 'poisson', rate: perSecond } })];
  const w = createBatchWorld({ machines, classes, scheduler, latency: 0 });
  const length = jobs / perSecond;
  w.run(length);
  const waits: number[] = [];
  let atOnce = 0;
  for (const { change, submittedAt, startedAt } of w.jobs) {
    if (change !== 'finished' || submittedAt < 0.1 * length * SECOND || startedAt === undefined) continue;
    waits.push((startedAt - submittedAt) / SECOND);
    // The manager decides a microsecond later.
    if (startedAt - submittedAt <= 1) atOnce++;
  }
  return { wait: waits.reduce((sum, each) => sum + each, 0) / waits.length, waiting: 1 - atOnce / waits.length };
}

describe('M/M/c through a batch cluster of c machines with a core each', () => {
  // Erlang C and the mean wait in closed form, μ = 1. Tolerances are three standard errors over so many jobs, which follow
  // each other closely; `TRUTH_JOBS=1000000` holds the mean wait to 3 %.
  const asked = Number(process.env.TRUTH_JOBS ?? 0);
  it.each([
    { c: 3, load: 0.5, erlangC: 0.236842, wait: 0.157895, scheduler: 'first-come-first-served', tolerance: 0.13 },
    // Whoever is first in line goes anywhere: who gets which machine does not matter.
    { c: 3, load: 0.5, erlangC: 0.236842, wait: 0.157895, scheduler: 'random', tolerance: 0.13 },
    { c: 2, load: 0.8, erlangC: 0.711111, wait: 1.777778, scheduler: 'first-come-first-served', tolerance: 0.16 },
  ])('c = $c at $load, $scheduler: waits $wait s', ({ c, load, erlangC, wait, scheduler, tolerance }) => {
    const measured = measure(c, c * load, asked || 30_000, scheduler);
    expect(Math.abs(measured.waiting / erlangC - 1)).toBeLessThan(asked ? 0.01 : tolerance);
    expect(Math.abs(measured.wait / wait - 1)).toBeLessThan(asked ? 0.03 : tolerance);
  });
});

describe('dominant resource fairness (NSDI 2011, §4.1)', () => {
  it('runs three tasks of A and two of B on 9 cores and 18 GB', () => {
    const always = { arrivals: { kind: 'timestamps', times: [0], source: '' }, tasks: { min: 10, max: 10 } } as const;
    const classes = [
      jobClass('A', { ...always, cores: 1, memory: 4, runtime: constantSpec(1000 * SECOND) }),
      jobClass('B', { ...always, cores: 3, memory: 1, runtime: constantSpec(1000 * SECOND) }),
    ];
    const w = createBatchWorld({ machines: [[9, 18]], classes, scheduler: 'dominant-resource-fairness' });
    w.run(10);
    const count = (job: number): number =>
      w.tasks.filter((task) => task.change === 'started' && task.job === job).length;
    expect([count(0), count(1)]).toEqual([3, 2]);
    // Dominant shares: 12 of 18 GB, 6 of 9 cores.
    expect((count(0) * 4) / 18).toBe((count(1) * 3) / 9);
  });
});
