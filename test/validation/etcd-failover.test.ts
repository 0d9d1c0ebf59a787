/**
 * A real etcd 3.4.23 beside the simulation, beyond the distance of the two distributions (`truth.test.ts`): the median
 * that was measured, and second rounds as often.
 */
import { describe, expect, it } from 'vitest';
import { measuredFailovers } from '../../validation/etcd/measured-failovers.ts';
import { simulateFailovers } from '../../validation/etcd/simulate-failovers.ts';
import { quantile } from '../../validation/statistics.ts';

const FAILOVERS = 1000;

describe('failover of a real etcd', () => {
  const measured = [...measuredFailovers()].sort((a, b) => a - b);
  const simulated = simulateFailovers(FAILOVERS, 2).sort((a, b) => a - b);

  it('was measured as the source says', () => {
    expect(measured).toHaveLength(60);
    expect([measured[0], measured[59]].map(Math.round)).toEqual([937, 2709]);
  });

  it('has the median that was measured', () => {
    // The standard error of the median of the 60 is about 45 ms (order statistics 23 and 38 are 1233 and 1411 ms).
    expect(Math.abs(quantile(simulated, 0.5) - 1301)).toBeLessThan(3 * 45);
  });

  it('never times out early', () => {
    // The tenth tick after a heartbeat comes after 900 ms at the earliest, and the heartbeat was up to 100 ms ago.
    expect(simulated[0]).toBeGreaterThan(800);
  });

  it('needs second rounds as often', () => {
    // 10 of 60 took more than 1900 ms, longer than any first timeout: 16.7 %, standard error 4.8 %.
    const secondRounds = simulated.filter((time) => time > 1900).length / FAILOVERS;
    expect(measured.filter((time) => time > 1900)).toHaveLength(10);
    expect(Math.abs(secondRounds - 0.167)).toBeLessThan(3 * 0.048);
  });
});
