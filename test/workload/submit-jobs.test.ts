import { describe, expect, it } from 'vitest';
import { constantSpec } from '../../src/core/distributions/distribution.ts';
import { SECOND } from '../../src/core/time.ts';
import { Kernel } from '../../src/kernel/kernel.ts';
import type { SubmittedJob } from '../../src/services/batch/submitted-job.ts';
import type { JobClassSpec } from '../../src/workload/job-class.ts';
import { submitJobs } from '../../src/workload/submit-jobs.ts';

const CLASS: JobClassSpec = {
  name: 'analytics',
  target: 'batch',
  user: 'ann',
  priority: 1,
  arrivals: { kind: 'poisson', rate: 2 },
  tasks: { min: 2, max: 5 },
  cores: 1,
  memory: 1,
  runtime: { kind: 'exponential', mean: 3 * SECOND },
  straggler: { chance: 0.1, factor: 8 },
  gang: false,
  maxFailures: 4,
  deadline: Number.POSITIVE_INFINITY,
};

function submitted(seconds: number, seed: number, ...classes: readonly JobClassSpec[]) {
  const kernel = new Kernel();
  const jobs: (SubmittedJob & { readonly at: number })[] = [];
  for (const spec of classes) submitJobs(kernel, spec, seed, (job) => void jobs.push({ ...job, at: kernel.now }));
  kernel.run(seconds * SECOND);
  return jobs;
}

describe('jobs', () => {
  it('come, and are as large and as long, as their class says', () => {
    const jobs = submitted(5000, 1, CLASS);
    // 10 000 jobs, standard deviation 100.
    expect(Math.abs(jobs.length - 10_000)).toBeLessThan(400);
    const sizes = new Set(jobs.map(({ runtimes }) => runtimes.length));
    expect([...sizes].sort()).toEqual([2, 3, 4, 5]);
    const runtimes = jobs.flatMap((job) => job.runtimes);
    const mean = runtimes.reduce((sum, each) => sum + each, 0) / runtimes.length;
    // Standard error 0.5 %.
    expect(Math.abs(mean / (3 * SECOND) - 1)).toBeLessThan(0.02);
    expect(runtimes.every((each) => Number.isInteger(each) && each > 0)).toBe(true);
    expect(jobs[0]).toMatchObject({
      jobClass: 'analytics',
      user: 'ann',
      priority: 1,
      cores: 1,
      memory: 1,
      gang: false,
    });
  });

  it('have stragglers as often as said, anew for each attempt, the same whenever one asks', () => {
    const jobs = submitted(2000, 2, CLASS);
    const stretches = jobs.flatMap(({ runtimes, stretch }) =>
      runtimes.map((_, task) => [0, 1, 2].map((n) => stretch(task, n))),
    );
    const share = (values: readonly number[]): number => values.filter((each) => each === 8).length / values.length;
    // 14 000 tasks: standard deviation 0.0025, three attempts each.
    expect(Math.abs(share(stretches.map(([first]) => first)) - 0.1)).toBeLessThan(0.01);
    const afterSlow = stretches.filter(([first]) => first === 8).map(([, second]) => second);
    expect(Math.abs(share(afterSlow) - 0.1)).toBeLessThan(0.03);
    expect(new Set(stretches.flat())).toEqual(new Set([1, 8]));
    const again = submitted(2000, 2, CLASS);
    expect(again.map(({ stretch }) => stretch(1, 2))).toEqual(jobs.map(({ stretch }) => stretch(1, 2)));
  });

  it('do not depend on other classes, nor on what the class asks for (common random numbers)', () => {
    const view = (jobs: ReturnType<typeof submitted>) =>
      jobs
        .filter(({ jobClass }) => jobClass === 'analytics')
        .map(({ at, runtimes, stretch }) => [at, runtimes, stretch(0, 0)]);
    const alone = view(submitted(50, 3, CLASS));
    const other = { ...CLASS, name: 'web', runtime: constantSpec(1) };
    expect(view(submitted(50, 3, other, CLASS))).toEqual(alone);
    expect(view(submitted(50, 3, { ...CLASS, cores: 4, priority: 7, gang: true }))).toEqual(alone);
    expect(view(submitted(50, 4, CLASS))).not.toEqual(alone);
  });
});
