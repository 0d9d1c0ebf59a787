import { describe, expect, it } from 'vitest';
import { nextLook, SEEDS_FIRST } from '../../src/compare/sequential.ts';
import { normalQuantile } from '../../src/core/maths/normal-quantile.ts';
import { randomStream } from '../../src/core/random/random-stream.ts';
import { confidenceInterval } from '../../src/core/statistics/confidence-interval.ts';

const MOST = 1000;

describe('looking for narrow intervals', () => {
  it('looks at growing numbers of seeds, up to the limit', () => {
    const looks = [SEEDS_FIRST];
    while (looks[looks.length - 1] < 100) looks.push(nextLook(looks[looks.length - 1], 100));
    expect(looks).toEqual([10, 15, 23, 35, 53, 80, 100]);
  });

  // What the top of sequential.ts says; one standard error of 3000 experiments is 0.4 %.
  it.each([0.6, 0.4, 0.2])('covers the mean in 93 % to 95.5 % of experiments, at a half-width of %d σ', (halfWidth) => {
    const random = randomStream(1, `until/${halfWidth}`);
    let covered = 0;
    for (let experiment = 0; experiment < 3000; experiment++) {
      const values: number[] = [];
      for (let seeds = SEEDS_FIRST; ; seeds = nextLook(seeds, MOST)) {
        while (values.length < seeds) values.push(normalQuantile(1 - random()));
        const [low, high] = confidenceInterval(values).ci95;
        if ((high - low) / 2 > halfWidth && seeds < MOST) continue;
        if (low <= 0 && 0 <= high) covered++;
        break;
      }
    }
    expect(covered / 3000).toBeGreaterThan(0.93);
    expect(covered / 3000).toBeLessThan(0.955);
  });
});
