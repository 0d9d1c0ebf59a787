import { describe, expect, it } from 'vitest';
import type { Plan, PlannedFault } from '../../../src/explore/plan.ts';
import { withinContract } from '../../../src/explore/shrink/within-contract.ts';
import { emptyPlan } from './sample-plan.ts';

const fault = (kind: string, at: number, parameters: PlannedFault['parameters'] = {}): PlannedFault => ({
  ...{ kind, groups: ['n1'], at, parameters },
});
const drift = (rate: number): PlannedFault => fault('clock-drift', 1000, { rate });
const plan: Plan = { ...emptyPlan, options: { leaseDriftBound: 100_000 }, faults: [drift(50_000)] };
const owed: Plan = {
  ...emptyPlan,
  voters: 5,
  duration: 60_000_000,
  healing: { at: 2_000_000, without: [1, 2], within: 50_000_000 },
};
const at = 2_500_000;

const safety: readonly (readonly [string, Partial<Plan>, boolean])[] = [
  ['itself', {}, true],
  ['a clock that drifts less', { faults: [drift(-40_000)] }, true],
  ['a clock that drifts further than the options bear', { options: {} }, false],
  ['a clock under two faults', { faults: [drift(1), drift(1)] }, false],
  ['a fault after the end', { faults: [fault('crash', emptyPlan.duration)] }, false],
  ['a fault before the start', { faults: [fault('crash', -1)] }, false],
  ['a change that leaves a voter', { orders: [{ at: 1, type: 'replace', nodes: [0] }] }, true],
  ['changes that leave no voter', { voters: 1, orders: [{ at: 1, type: 'remove', nodes: [0] }] }, false],
];

const liveness: readonly (readonly [string, Partial<Plan>, boolean])[] = [
  ['itself', {}, true],
  ['nobody left out', { healing: { ...owed.healing!, without: [] } }, true],
  ['no healing', { healing: undefined }, false],
  ['a majority left out', { voters: 4 }, false],
  ['an end before the bound', { duration: 51_000_000 }, false],
  ['a fault after the healing', { faults: [fault('crash', at)] }, false],
  ['an order after the healing', { orders: [{ at, type: 'transfer-leadership', nodes: [0] }] }, false],
  ['a change of membership and a minority left out', { orders: [{ at: 1, type: 'remove', nodes: [4] }] }, false],
  ['messages too slow for any leader', { latency: { min: 1, max: 900_000 } }, false],
];

describe('withinContract', () => {
  it.each(safety)('for safety: %s', (_, change, allowed) => {
    expect(withinContract({ ...plan, ...change }, plan, false)).toBe(allowed);
  });

  it.each(liveness)('for liveness: %s', (_, change, allowed) => {
    expect(withinContract({ ...owed, ...change }, owed, true)).toBe(allowed);
  });

  it('asks for no rule that the plan broke from the start', () => {
    const broken: Plan = { ...plan, options: {} };
    expect(withinContract({ ...broken, voters: 2 }, broken, false)).toBe(true);
  });
});
