/** The bound on waiting must bound, and not by miles where the truth is known. */
import { describe, expect, it } from 'vitest';
import { createDistribution } from '../../../src/core/distributions/create-distribution.ts';
import { exp } from '../../../src/core/maths/exp.ts';
import { underWay, utilization, waitsLonger } from '../../../src/scenario/rest/waiting-time.ts';

const exponential = createDistribution({ kind: 'exponential', mean: 1000 });

describe('waiting for a server', () => {
  it.each([0.05, 0.1, 0.25, 0.5])('is bounded from above for M/M/1 at ρ = %d', (load) => {
    const works = [{ perSecond: load * 1000, time: exponential }];
    expect(utilization(works)).toBeCloseTo(load, 12);
    for (const limit of [100, 1000, 5000, 20_000, 100_000]) {
      const exact = load * exp(-(1 - load) * (limit / 1000));
      const bound = waitsLonger(works, limit);
      expect(bound, `${limit}`).toBeGreaterThanOrEqual(exact);
    }
    expect(waitsLonger(works, 1_000_000)).toBeLessThan(load < 0.5 ? 1e-6 : 1e-3);
  });

  it('is certain where a server is overloaded', () => {
    expect(waitsLonger([{ perSecond: 1001, time: exponential }], 1e9)).toBe(1);
  });

  it('adds up what is under way: ρ · P(residual > t), within the width of its steps', () => {
    const exact = 0.1 * exp(-3);
    const bound = underWay({ perSecond: 100, time: exponential }, 3000);
    expect(bound).toBeGreaterThanOrEqual(exact);
    expect(bound).toBeLessThan(4 * exact);
  });

  it('knows no bound for tails whose integral does not end', () => {
    const pareto = createDistribution({ kind: 'pareto', scale: 1000, shape: 1.01 });
    expect(underWay({ perSecond: 1, time: pareto }, 1000)).toBe(Number.POSITIVE_INFINITY);
  });

  it('is nothing where nothing comes', () => {
    expect(underWay({ perSecond: 0, time: exponential }, 1)).toBe(0);
    expect(waitsLonger([{ perSecond: 0, time: exponential }], 1)).toBe(0);
  });
});
