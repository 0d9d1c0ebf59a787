/**
 * The CPU as a queueing station against closed forms, beyond what `truth.test.ts` holds: also the utilization and the
 * queue that the machine reports. A million jobs after 10 % warm-up, fixed seeds; ±2 % at ρ ≤ .8, ±5 % at .9.
 */
import { describe, expect, it } from 'vitest';
import { coreQueue } from '../../validation/core-queue.ts';

const JOBS = 1_000_000;

const within = (value: number, truth: number, tolerance: number): void =>
  expect(Math.abs(value / truth - 1), `${value} against ${truth}`).toBeLessThan(tolerance);

describe('M/M/1', () => {
  it.each([
    [0.5, 0.02],
    [0.8, 0.02],
    [0.9, 0.05],
  ])('at ρ = %f', (load, tolerance) => {
    const { meanSojourn, p90Sojourn, utilization, meanQueue, waitShare } = coreQueue(1, load, JOBS, 1);
    within(meanSojourn, 1 / (1 - load), tolerance);
    within(p90Sojourn, -Math.log(0.1) / (1 - load), tolerance);
    within(utilization, load, 0.01);
    within(waitShare, load, 0.01);
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
    const { meanWait, utilization } = coreQueue(cores, load, JOBS, 1);
    within(meanWait, wait, tolerance);
    within(utilization, load, 0.01);
  });
});
