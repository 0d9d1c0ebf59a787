import { describe, expect, it } from 'vitest';
import type { PlacementScore } from '../../../src/algorithms/scheduling/placement-score.ts';
import { balancedAllocationScore } from '../../../src/algorithms/scheduling/scores/balanced-allocation-score.ts';
import { bestFitScore } from '../../../src/algorithms/scheduling/scores/best-fit-score.ts';
import { leastAllocatedScore } from '../../../src/algorithms/scheduling/scores/least-allocated-score.ts';
import { mostAllocatedScore } from '../../../src/algorithms/scheduling/scores/most-allocated-score.ts';

/** Kubernetes says what a node has and what is requested of it, the pod included. */
const scoreOf = (score: PlacementScore, capacity: number[], requested: number[]): number =>
  score(capacity, capacity, requested);

describe('Kubernetes scores', () => {
  it.each([
    // The arithmetic is written out in kube-scheduler's balanced_allocation_test.go; millicores and bytes.
    [[4000, 10_000], [3000, 5000], 87],
    [[6000, 10_000], [3000, 5000], 100],
    [[10_000, 20_000], [6000, 5000], 82],
    [[10_000, 20_000], [6000, 10_000], 95],
    [[10_000, 50_000], [6000, 10_000], 80],
    [[6000, 10_000], [6000, 0], 50],
    [[6000, 10_000], [6000, 5000], 75],
    [[3500, 40_000, 8], [3000, 5000, 4], 70],
    [[3500, 40_000, 8], [3000, 5000, 1], 65],
    [[3500, 40_000, 0], [3000, 5000, 0], 63],
  ])('balanced allocation of %j with %j in use: %d', (capacity, requested, score) => {
    expect(scoreOf(balancedAllocationScore, capacity, requested)).toBe(score);
  });

  it.each([
    // least, most: each resource is rounded down, then their mean.
    [[4000, 10_000], [3000, 5000], 37, 62],
    [[6000, 10_000], [3000, 5000], 50, 50],
    [[10_000, 20_000], [6000, 5000], 57, 42],
    [[10_000, 20_000], [6000, 10_000], 45, 55],
    [[10_000, 50_000], [6000, 10_000], 60, 40],
    [[6000, 10_000], [6000, 0], 50, 50],
    [[3, 7], [1, 2], 68, 30],
    [[4000, 0], [4000, 0], 0, 50],
  ])('%j with %j in use: least allocated %d, most allocated %d', (capacity, requested, least, most) => {
    expect(scoreOf(leastAllocatedScore, capacity, requested)).toBe(least);
    expect(scoreOf(mostAllocatedScore, capacity, requested)).toBe(most);
  });

  it('count what is in use beside the task', () => {
    expect(leastAllocatedScore([10, 10], [6, 8], [1, 3])).toBe(50);
    expect(mostAllocatedScore([10, 10], [6, 8], [1, 3])).toBe(50);
    expect(balancedAllocationScore([10, 10], [6, 8], [1, 3])).toBe(100);
  });
});

describe('best fit', () => {
  it('prefers the machine with the least left over', () => {
    expect(bestFitScore([10], [3], [2])).toBeGreaterThan(bestFitScore([10], [4], [2]));
    expect(bestFitScore([10, 10], [3, 3], [2, 2])).toBeGreaterThan(bestFitScore([10, 10], [2, 6], [2, 2]));
    expect(bestFitScore([10, 0], [2, 0], [2, 0])).toBe(-0);
  });
});
