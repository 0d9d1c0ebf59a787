/**
 * Failure biasing held against closed forms, on machines alone: the same faults and cycles as in a whole simulation, and
 * outages seen at the moment they happen. Fixed seeds; tolerances in standard errors as stated by the estimate itself.
 */
import { describe, expect, it } from 'vitest';
import type { DistributionSpec } from '../../../src/core/distributions/distribution.ts';
import type { FaultSpec } from '../../../src/faults/fault.ts';
import { estimateRareEvents } from '../../../src/measure/rare-events/estimate-rare-events.ts';
import type { RareEstimate, RareEventsSummary } from '../../../src/measure/rare-events/rare-events-summary.ts';
import { faultSpec } from '../../faults/fault-spec.ts';
import { type MachineLaw, outageRateOf, unavailabilityOf } from './closed-forms.ts';
import { cyclesOfMachines } from './cycles-of-machines.ts';

const SECONDS_PER_YEAR = 365 * 86_400;

const exponential = (mean: number): DistributionSpec => ({ kind: 'exponential', mean });
const constant = (value: number): DistributionSpec => ({ kind: 'constant', value });
/** By its mean; the 99th percentile is ten times the median. */
const lognormal = (mean: number): DistributionSpec => ({ kind: 'lognormal', median: 0.6127 * mean, p99: 6.127 * mean });

const crashes = (machines: readonly MachineLaw[], repair: (mean: number) => DistributionSpec): FaultSpec[] =>
  machines.map(({ mtbfSeconds, repairSeconds }, i) =>
    faultSpec('crash', [`n${i + 1}`], {
      name: `n${i + 1}`,
      schedule: { type: 'mtbf', mtbf: exponential(mtbfSeconds * 1e6), repair: repair(repairSeconds * 1e6) },
    }),
  );

const alike = (count: number, repairSeconds: number, down: number): MachineLaw[] =>
  Array.from({ length: count }, () => ({ mtbfSeconds: (repairSeconds * (1 - down)) / down, repairSeconds }));

/** Fails every day and is back at once; fails every few months; fails every few years and is down for long. */
const UNLIKE: readonly MachineLaw[] = [
  { mtbfSeconds: 1e5, repairSeconds: 10 },
  { mtbfSeconds: 1e7, repairSeconds: 3000 },
  { mtbfSeconds: 1e8, repairSeconds: 20_000 },
];

interface Question {
  readonly machines: readonly MachineLaw[];
  readonly quorum: number;
  readonly bias?: number;
  readonly cycles: number;
  readonly seed?: number;
  readonly repair?: (mean: number) => DistributionSpec;
}

function estimated(question: Question): RareEventsSummary {
  const { machines, quorum, bias = 0.5, cycles, seed = 1, repair = exponential } = question;
  const faults = crashes(machines, repair);
  const estimate = estimateRareEvents(
    cyclesOfMachines({ faults, quorum, machines: machines.length, bias, cycles, seed }),
  );
  if (estimate === undefined) throw new Error('no cycle');
  return estimate;
}

/** Off by so many standard errors. */
const off = ({ mean, relativeError }: RareEstimate, expected: number): number =>
  Math.abs(mean - expected) / (mean * (relativeError ?? Number.NaN));

describe('too few of n machines', () => {
  it.each([
    ['2 of 3, 3e-4', { machines: alike(3, 3600, 0.01), quorum: 2, cycles: 10_000 }, 0.03],
    // Not rare: many failures and repairs in a cycle, so every factor of the likelihood ratio counts.
    ['3 of 5, 9e-3', { machines: alike(5, 10_000, 0.1), quorum: 3, cycles: 20_000 }, 0.04],
    ['2 of 3, 3e-8', { machines: alike(3, 10_000, 1e-4), quorum: 2, cycles: 10_000 }, 0.03],
    ['3 of 5, 1e-8', { machines: alike(5, 10_000, 1e-3), quorum: 3, cycles: 20_000 }, 0.06],
    ['3 of 5, 1e-10', { machines: alike(5, 10_000, 2.15e-4), quorum: 3, cycles: 20_000 }, 0.06],
    [
      '3 of 5, repairs all alike',
      { machines: alike(5, 10_000, 1e-3), quorum: 3, cycles: 10_000, repair: constant },
      0.04,
    ],
    [
      '3 of 5, lognormal repairs',
      { machines: alike(5, 10_000, 1e-3), quorum: 3, cycles: 20_000, repair: lognormal },
      0.1,
    ],
    ['2 of 3 that differ', { machines: UNLIKE, quorum: 2, cycles: 20_000 }, 0.06],
  ] satisfies [string, Question, number][])('%s: closed form, and births and deaths', (_, question, error) => {
    const { machines, quorum } = question;
    const { unavailability, incidentsPerYear, likelihoodRatio, warnings } = estimated(question);
    expect(off(unavailability, unavailabilityOf(machines, quorum))).toBeLessThan(3);
    expect(off(incidentsPerYear, outageRateOf(machines, quorum) * SECONDS_PER_YEAR)).toBeLessThan(3);
    expect(unavailability.relativeError).toBeLessThan(error);
    expect(Math.abs(likelihoodRatio.mean - 1)).toBeLessThan(4 * likelihoodRatio.standardError);
    expect(warnings).toEqual([]);
  });

  it('agrees with plain simulation where both see enough', () => {
    const question = { machines: alike(3, 3600, 0.05), quorum: 2, cycles: 10_000 };
    const plain = estimated({ ...question, bias: 0, seed: 7 }).unavailability;
    const biased = estimated({ ...question, seed: 8 }).unavailability;
    const error = Math.hypot(plain.mean * (plain.relativeError ?? 0), biased.mean * (biased.relativeError ?? 0));
    expect(Math.abs(plain.mean - biased.mean)).toBeLessThan(3 * error);
  });

  it('states the variance that plain simulation has', () => {
    const question = { machines: alike(3, 3600, 0.05), quorum: 2, cycles: 20_000 };
    const plain = estimated({ ...question, bias: 0 });
    const biased = estimated(question);
    const work = (estimate: RareEventsSummary): number =>
      estimate.events * (estimate.unavailability.relativeError ?? 0) * (estimate.unavailability.relativeError ?? 0);
    // What it saves is the time at rest, which it knows the mean of: a few percent here.
    expect(plain.unavailability.varianceReduction).toBeGreaterThan(1);
    expect(plain.unavailability.varianceReduction).toBeLessThan(1.1);
    const measured = work(plain) / work(biased);
    const stated = (biased.unavailability.varianceReduction ?? 0) / (plain.unavailability.varianceReduction ?? 0);
    expect(stated / measured).toBeGreaterThan(0.85);
    expect(stated / measured).toBeLessThan(1.15);
  });

  it('needs ten thousand times fewer events than plain simulation for 1e-10', () => {
    const { unavailability } = estimated({ machines: alike(5, 10_000, 2.15e-4), quorum: 3, cycles: 5_000 });
    expect(unavailability.varianceReduction).toBeGreaterThan(10_000);
  });

  it('has intervals that hold the truth 19 times in 20', () => {
    const machines = alike(3, 10_000, 1e-4);
    const truth = unavailabilityOf(machines, 2);
    const held = Array.from({ length: 100 }, (_, i) => {
      const { ci95 } = estimated({ machines, quorum: 2, cycles: 1000, seed: 1000 + i }).unavailability;
      return ci95[0] <= truth && truth <= ci95[1];
    }).filter((holds) => holds).length;
    // 95 less three standard deviations of 2.2; skewed contributions cost an interval or two.
    expect(held).toBeGreaterThanOrEqual(88);
  });

  it('repeats for a seed, and differs for another', () => {
    const question = { machines: UNLIKE, quorum: 2, cycles: 200 };
    expect(estimated(question)).toEqual(estimated(question));
    expect(estimated(question)).not.toEqual(estimated({ ...question, seed: 2 }));
  });
});
