/**
 * The CPU as a queueing station against closed forms (M/M/1: W = 1/(μ−λ), quantile −ln(1−p)/(μ−λ); M/M/c: Erlang C).
 * A million jobs after 10 % warm-up, fixed seeds; ±2 % at ρ ≤ .8, ±5 % at .9.
 */
import { describe, expect, it } from 'vitest';
import { Cpu } from '../../src/cluster/cpu.ts';
import { createDistribution } from '../../src/core/distributions/create-distribution.ts';
import { randomStream } from '../../src/core/random/random-stream.ts';
import { Kernel } from '../../src/kernel/kernel.ts';

/** Mean service time in microseconds: long, so that rounding to whole ones does not show. */
const SERVICE = 1000;
const WARM_UP = 100_000;
const JOBS = 1_000_000;

interface Station {
  /** In units of the mean service time. */
  readonly meanSojourn: number;
  readonly meanWait: number;
  readonly p90Sojourn: number;
  readonly utilization: number;
  readonly meanQueue: number;
}

function station(cores: number, load: number, seed: number): Station {
  const kernel = new Kernel();
  const arrivals = randomStream(seed, 'arrivals');
  const services = randomStream(seed, 'services');
  const gap = createDistribution({ kind: 'exponential', mean: SERVICE / (cores * load) });
  const work = createDistribution({ kind: 'exponential', mean: SERVICE });
  const total = WARM_UP + JOBS;
  const arrivedAt = new Float64Array(total);
  const sojourns = new Float64Array(JOBS);
  let workDone = 0;
  let finished = 0;
  const completion = kernel.register((_id, core) => cpu.finish(core));
  const cpu = new Cpu(kernel, completion, 0, cores, 1, (_lane, job) => {
    if (job >= WARM_UP) sojourns[job - WARM_UP] = kernel.now - arrivedAt[job];
    finished++;
  });
  const lane = cpu.addLane('parallel');
  const arrival = kernel.register((job) => {
    if (job === WARM_UP) cpu.resetStatistics();
    arrivedAt[job] = kernel.now;
    const time = work.sample(services);
    if (job >= WARM_UP) workDone += time;
    cpu.run(lane, time, job, undefined);
    if (job + 1 < total) kernel.after(gap.sample(arrivals), arrival, job + 1);
  });
  kernel.after(0, arrival, 0);
  kernel.run(Number.MAX_SAFE_INTEGER - 1);
  expect(finished).toBe(total);
  const { busy } = cpu.statistics();
  expect(busy / workDone).toBeCloseTo(1, 2);
  let sum = 0;
  for (let i = 0; i < JOBS; i++) sum += sojourns[i];
  const span = arrivedAt[total - 1] - arrivedAt[WARM_UP];
  const { queueIntegral } = cpu.statistics();
  sojourns.sort();
  return {
    meanSojourn: sum / JOBS / SERVICE,
    meanWait: (sum - workDone) / JOBS / SERVICE,
    p90Sojourn: sojourns[0.9 * JOBS] / SERVICE,
    utilization: busy / span / cores,
    meanQueue: queueIntegral / span,
  };
}

const within = (value: number, truth: number, tolerance: number): void =>
  expect(Math.abs(value / truth - 1), `${value} against ${truth}`).toBeLessThan(tolerance);

describe('M/M/1', () => {
  it.each([
    [0.5, 0.02],
    [0.8, 0.02],
    [0.9, 0.05],
  ])('at ρ = %f', (load, tolerance) => {
    const { meanSojourn, p90Sojourn, utilization, meanQueue } = station(1, load, 1);
    within(meanSojourn, 1 / (1 - load), tolerance);
    within(p90Sojourn, -Math.log(0.1) / (1 - load), tolerance);
    within(utilization, load, 0.01);
    within(meanQueue, (load * load) / (1 - load), 1.5 * tolerance);
  });
});

describe('M/M/c', () => {
  it.each([
    [2, 0.8, 1.777778, 0.02],
    [3, 0.8, 1.078652, 0.02],
    [5, 0.9, 1.524986, 0.05],
    [10, 0.9, 0.668732, 0.05],
  ])('c = %i at ρ = %f', (cores, load, wait, tolerance) => {
    const { meanWait, utilization } = station(cores, load, 1);
    within(meanWait, wait, tolerance);
    within(utilization, load, 0.01);
  });
});
