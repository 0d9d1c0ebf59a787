import { describe, expect, it } from 'vitest';
import { createTimeWeightedMean } from '../../../src/core/statistics/time-weighted-mean.ts';

describe('time-weighted mean', () => {
  it('weights values by how long they held', () => {
    const queue = createTimeWeightedMean(100, 0);
    queue.set(110, 4);
    queue.set(130, 1);
    // 0 for 10, 4 for 20, 1 for 10.
    expect(queue.integral(140)).toBe(90);
    expect(queue.mean(140)).toBe(2.25);
    expect(queue.value).toBe(1);
  });

  it('is the current value as long as no time has passed', () => {
    const queue = createTimeWeightedMean(5, 3);
    expect(queue.mean(5)).toBe(3);
    queue.set(5, 7);
    expect(queue.mean(5)).toBe(7);
  });

  it('forgets a warm-up and keeps the value that held', () => {
    const queue = createTimeWeightedMean(0, 100);
    queue.set(50, 2);
    queue.restart(60);
    queue.set(70, 4);
    expect(queue.mean(80)).toBe(3);
  });
});
