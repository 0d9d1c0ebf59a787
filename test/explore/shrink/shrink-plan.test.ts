import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan, PlannedFault } from '../../../src/explore/plan.ts';
import { partsOf } from '../../../src/explore/shrink/machine-names.ts';
import { comparePlans } from '../../../src/explore/shrink/plan-cost.ts';
import { shrinkPlan } from '../../../src/explore/shrink/shrink-plan.ts';
import { emptyPlan, noisyPlan } from './sample-plan.ts';

const touches = (fault: PlannedFault, machine: string): boolean =>
  fault.groups.some((group) => partsOf(group).includes(machine));

/** Two of the faults matter: the first crash, and after it the first partition that cuts n2 off. */
function twoFaultsMatter(plan: Plan): boolean {
  const crash = plan.faults.find(({ kind }) => kind === 'crash');
  return (
    crash !== undefined &&
    plan.voters >= 3 &&
    plan.faults.some((fault) => fault.kind === 'partition' && fault.at > crash.at && touches(fault, 'n2'))
  );
}

/** A seed whose noisy plan fails in that way. */
const FAILING = 1;

/** Depends on everything, chaotically: small changes flip the answer. */
function chaotic(plan: Plan): boolean {
  let hash = 17;
  for (const character of JSON.stringify(plan)) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) | 0;
  return hash % 3 === 0 || plan.faults.length > 25;
}

const oracles: Readonly<Record<string, (plan: Plan) => boolean>> = {
  'two faults matter': twoFaultsMatter,
  chaotic,
  'everything fails': () => true,
  'only itself fails': () => false,
  'a late write and a random latency': ({ operations, latency }) =>
    latency.min < latency.max && operations.some(({ f, at }) => f === 'write' && at > 2_345_678),
  'an option and an order': ({ options, orders, voters }) =>
    options.preVote === false && orders.some(({ type, nodes }) => type === 'remove' && nodes[0] < voters),
};

describe.each(Object.entries(oracles))('shrinkPlan when %s', (name, oracle) => {
  it('fails still, is simpler, does not depend on chance, and is its own result', () => {
    const law = fc.property(fc.integer({ min: 1, max: 1000 }), (seed) => {
      const plan = noisyPlan(seed, name === 'only itself fails' ? 5 : 60);
      fc.pre(name === 'only itself fails' || oracle(plan));
      const options = { budget: name === 'only itself fails' ? 200 : 2000 };
      const result = shrinkPlan(plan, oracle, options);
      expect(result).toEqual(shrinkPlan(plan, oracle, options));
      if (result.plan === plan) return;
      expect(oracle(result.plan)).toBe(true);
      expect(comparePlans(result.plan, plan)).toBeLessThan(0);
      if (result.complete) expect(shrinkPlan(result.plan, oracle).plan).toEqual(result.plan);
    });
    fc.assert(law, { seed: 1, numRuns: 4 });
  });
});

describe('shrinkPlan', () => {
  it('finds the two faults that matter among sixty', () => {
    const tried: number[] = [];
    for (let seed = 1; seed <= 20; seed++) {
      const plan = noisyPlan(seed);
      if (!twoFaultsMatter(plan)) continue;
      const result = shrinkPlan(plan, twoFaultsMatter);
      expect(result.complete).toBe(true);
      expect(result.plan).toEqual({
        ...emptyPlan,
        seed: 0,
        latency: { min: expect.any(Number), max: expect.any(Number) },
        fsync: { min: 0, max: 0 },
        duration: expect.any(Number),
        faults: [
          { kind: 'crash', groups: [expect.stringMatching(/^n[1-3]$/)], at: 0, parameters: {} },
          { kind: 'partition', groups: ['n2'], at: expect.any(Number), parameters: {} },
        ],
      });
      tried.push(result.tried);
    }
    expect(tried.length).toBeGreaterThan(5);
    expect(Math.max(...tried)).toBeLessThan(500);
  });

  it('tries other seeds before it believes that a decision matters', () => {
    const crashes = (seed: number): PlannedFault[] =>
      [1, 2, 3].map((n) => ({ kind: 'crash', groups: [`n${n}`], at: seed + n * 1_000_000, parameters: {} }));
    const plan: Plan = { ...emptyPlan, seed: 40, faults: crashes(0) };
    /** Under most seeds all three are needed, under two of them one is enough. */
    const fails = ({ faults, seed }: Plan): boolean => faults.length >= (seed === 3 || seed === 5 ? 1 : 3);
    expect(shrinkPlan(plan, fails).plan).toMatchObject({ seed: 3, faults: [{ kind: 'crash' }] });
  });

  it('never asks more often than it may, and returns what fails all the same', () => {
    for (const budget of [0, 1, 5, 50]) {
      let asked = 0;
      const fails = (plan: Plan): boolean => {
        asked++;
        return twoFaultsMatter(plan);
      };
      const plan = noisyPlan(FAILING);
      const result = shrinkPlan(plan, fails, { budget });
      expect(asked).toBe(result.tried);
      expect(result.tried).toBeLessThanOrEqual(budget);
      expect(result.complete).toBe(false);
      expect(twoFaultsMatter(result.plan)).toBe(true);
    }
  });

  it('stops when told to', () => {
    let asked = 0;
    const result = shrinkPlan(noisyPlan(FAILING), twoFaultsMatter, { shouldStop: () => ++asked > 20 });
    expect(result.complete).toBe(false);
    expect(result.tried).toBeLessThanOrEqual(20);
  });

  it('reports progress downhill', () => {
    expect(twoFaultsMatter(noisyPlan(FAILING))).toBe(true);
    const seen: Plan[] = [];
    const plan = noisyPlan(FAILING);
    shrinkPlan(plan, twoFaultsMatter, { onProgress: (simpler) => seen.push(simpler) });
    expect(seen.length).toBeGreaterThan(5);
    for (const [i, simpler] of seen.entries()) expect(comparePlans(simpler, seen[i - 1] ?? plan)).toBeLessThan(0);
  });

  it('asks about nothing that is not admitted', () => {
    const admits = (plan: Plan): boolean => plan.voters === 5 && plan.faults.length % 2 === 0;
    const fails = (plan: Plan): boolean => {
      expect(admits(plan)).toBe(true);
      return twoFaultsMatter(plan);
    };
    expect(shrinkPlan(noisyPlan(FAILING), fails, { admits }).plan.voters).toBe(5);
  });

  it('keeps the healing and a majority where liveness is owed, and the bound in step with the timeouts', () => {
    const noisy = noisyPlan(3);
    const healing = { at: 7_200_000, without: [1, 2], within: 12_000_000 };
    const latency = { min: 312, max: 3456 };
    const plan: Plan = { ...noisy, latency, fsync: { min: 0, max: 0 }, orders: [], healing, duration: 19_200_000 };
    const { plan: simpler } = shrinkPlan(plan, (candidate) => candidate.healing?.without.length === 2, {
      liveness: true,
    });
    expect(simpler.healing?.without).toEqual([0, 1]);
    expect(simpler.voters).toBe(5);
    expect(simpler.options).toEqual({});
    // 25 times the difference of the election timeouts, and 60 times that of a message to and fro; up to a whole tenth.
    const bound = 12_000_000 + 25 * (2_000_000 - 200_000) + 60 * (2 * simpler.latency.max - 2 * 3456);
    expect(simpler.healing?.within).toBe(Math.ceil(bound / 100_000) * 100_000);
    expect(simpler.duration).toBe(simpler.healing!.at + simpler.healing!.within);
  });

  it('lets no clock drift further than the protocol bears', () => {
    const drift: PlannedFault = { kind: 'clock-drift', groups: ['n1'], at: 1_234_567, parameters: { rate: -43_210 } };
    const plan: Plan = { ...emptyPlan, options: { leaseDriftBound: 100_000, readMode: 'lease' }, faults: [drift] };
    const { plan: simpler } = shrinkPlan(plan, ({ faults, options }) => {
      const rate = faults[0]?.parameters.rate ?? 0;
      return rate !== 0 && options.readMode === 'lease';
    });
    expect(simpler.options.readMode).toBe('lease');
    expect(Math.abs(Number(simpler.faults[0].parameters.rate))).toBeLessThanOrEqual(43_210);
    expect(simpler.options.leaseDriftBound ?? 500).toBeGreaterThanOrEqual(
      Math.abs(Number(simpler.faults[0].parameters.rate)),
    );
  });
});
