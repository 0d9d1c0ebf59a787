/**
 * Submits the jobs of a class to a batch cluster when their arrival process says so. How many tasks a job has and how long
 * they take is drawn at its submission, from streams of the class (`jobs/<class>/…`): the n-th job is the same whatever
 * became of earlier ones, and whoever schedules it. How much longer an attempt takes is a function of the job, the task and
 * the number of the attempt.
 */
import { createDistribution } from '../core/distributions/create-distribution.ts';
import { mix32 } from '../core/hash/mix32.ts';
import { murmur3 } from '../core/hash/murmur3.ts';
import { randomInteger, randomStream } from '../core/random/random-stream.ts';
import type { Micros } from '../core/time.ts';
import { type Kernel, PRIORITY } from '../kernel/kernel.ts';
import type { SubmittedJob } from '../services/batch/submitted-job.ts';
import { createArrivals } from './arrivals/create-arrivals.ts';
import type { JobClassSpec } from './job-class.ts';

const TWO_TO_32 = 4_294_967_296;

export function submitJobs(
  kernel: Kernel,
  spec: JobClassSpec,
  seed: number,
  submit: (job: SubmittedJob) => void,
): void {
  const { name: jobClass, user, priority, cores, memory, gang, maxFailures, deadline, tasks, straggler } = spec;
  const share = { seed, client: `jobs/${jobClass}`, zone: 'submit', index: 0, count: 1 };
  const arrivals = createArrivals(spec.arrivals, share);
  const runtime = createDistribution(spec.runtime);
  const sizes = randomStream(seed, `jobs/${jobClass}/tasks`);
  const runtimes = randomStream(seed, `jobs/${jobClass}/runtime`);
  const key = murmur3(`${seed}/jobs/${jobClass}/straggler`);
  let submitted = 0;

  function nextJob(): SubmittedJob {
    const count = tasks.min + randomInteger(sizes, tasks.max - tasks.min + 1);
    const job = mix32(key ^ submitted++);
    return {
      jobClass,
      user,
      priority,
      cores,
      memory,
      gang,
      maxFailures,
      deadline,
      runtimes: Array.from({ length: count }, () => Math.max(1, Math.round(runtime.sample(runtimes)))),
      stretch(task, attempt) {
        if (straggler.chance === 0) return 1;
        const drawn = mix32(mix32(job ^ task) + attempt) / TWO_TO_32;
        return drawn < straggler.chance ? straggler.factor : 1;
      },
    };
  }

  const arrive = kernel.register(
    () => {
      awaitNext();
      submit(nextJob());
    },
    { name: 'job submitted' },
  );
  function awaitNext(): void {
    const next: Micros = arrivals();
    if (next < Number.POSITIVE_INFINITY) kernel.at(next, PRIORITY.workload, arrive);
  }
  awaitNext();
}
