/** Jobs at the CPU of one machine, without the machine around it: Poisson arrivals, exponential work, identical cores. */
import { Cpu } from '../src/cluster/cpu.ts';
import { createDistribution } from '../src/core/distributions/create-distribution.ts';
import { randomStream } from '../src/core/random/random-stream.ts';
import { Kernel } from '../src/kernel/kernel.ts';

/** Mean service time in microseconds: long, so that rounding to whole ones does not show. */
const SERVICE = 1_000_000;
const WARM_UP_SHARE = 0.1;

export interface CoreQueue {
  /** In units of the mean service time. */
  readonly meanSojourn: number;
  readonly meanWait: number;
  readonly p90Sojourn: number;
  /** Share of jobs that found every core busy. */
  readonly waitShare: number;
  readonly utilization: number;
  /** Jobs waiting, over time. */
  readonly meanQueue: number;
}

export function coreQueue(cores: number, load: number, jobs: number, seed: number): CoreQueue {
  const kernel = new Kernel();
  const arrivals = randomStream(seed, 'arrivals');
  const services = randomStream(seed, 'services');
  const gap = createDistribution({ kind: 'exponential', mean: SERVICE / (cores * load) });
  const work = createDistribution({ kind: 'exponential', mean: SERVICE });
  const warmUp = Math.floor((WARM_UP_SHARE / (1 - WARM_UP_SHARE)) * jobs);
  const total = warmUp + jobs;
  const arrivedAt = new Float64Array(total);
  const sojourns = new Float64Array(jobs);
  let inside = 0;
  let found = 0;
  let workDone = 0;
  const completion = kernel.register((_id, core) => cpu.finish(core));
  const cpu = new Cpu(kernel, completion, 0, cores, 1, (_lane, job) => {
    if (job >= warmUp) sojourns[job - warmUp] = kernel.now - arrivedAt[job];
    inside--;
  });
  const lane = cpu.addLane('parallel');
  const arrival = kernel.register((job) => {
    if (job === warmUp) cpu.resetStatistics();
    arrivedAt[job] = kernel.now;
    const time = work.sample(services);
    if (job >= warmUp) {
      workDone += time;
      if (inside >= cores) found++;
    }
    inside++;
    cpu.run(lane, time, job, undefined);
    if (job + 1 < total) kernel.after(gap.sample(arrivals), arrival, job + 1);
  });
  kernel.after(0, arrival, 0);
  kernel.run(Number.MAX_SAFE_INTEGER - 1);
  if (inside !== 0) throw new Error(`${inside} jobs never ended`);
  const { busy, queueIntegral } = cpu.statistics();
  const span = arrivedAt[total - 1] - arrivedAt[warmUp];
  const sum = sojourns.reduce((all, time) => all + time, 0);
  sojourns.sort();
  return {
    meanSojourn: sum / jobs / SERVICE,
    meanWait: (sum - workDone) / jobs / SERVICE,
    p90Sojourn: sojourns[Math.ceil(0.9 * jobs) - 1] / SERVICE,
    waitShare: found / jobs,
    utilization: busy / span / cores,
    meanQueue: queueIntegral / span,
  };
}
