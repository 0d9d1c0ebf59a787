import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { raft } from '../../../src/algorithms/consensus/raft/raft.ts';
import { faultArbitrary } from '../../../src/explore/arbitraries/fault-arbitrary.ts';
import { operationArbitrary } from '../../../src/explore/arbitraries/operation-arbitrary.ts';
import { optionsArbitrary } from '../../../src/explore/arbitraries/options-arbitrary.ts';
import { orderArbitrary } from '../../../src/explore/arbitraries/order-arbitrary.ts';
import { planArbitrary } from '../../../src/explore/arbitraries/plan-arbitrary.ts';
import { DEFAULT_LIMITS, type PlanLimits } from '../../../src/explore/arbitraries/plan-limits.ts';
import { timeArbitrary } from '../../../src/explore/arbitraries/time-arbitrary.ts';
import type { Plan } from '../../../src/explore/plan.ts';
import { runPlan } from '../../../src/explore/run-plan.ts';
import { comparePlans } from '../../../src/explore/shrink/plan-cost.ts';

const limits: PlanLimits = {
  ...DEFAULT_LIMITS,
  ...{ protocol: 'raft', parameters: raft.options, spares: 1, messages: ['raft/append', 'raft/vote-response'] },
  orderTypes: ['transfer-leadership', 'add-voter', 'remove', 'replace'],
};

/** The last of the values that fast-check arrives at when every shrunk value fails that satisfies `fails`. */
function shrunk<T>(arbitrary: fc.Arbitrary<T>, start: T, fails: (value: T) => boolean): T {
  let current = start;
  for (let steps = 0; steps < 1000; steps++) {
    const next = [...arbitrary.shrink(current, undefined)].find((value) => fails(value.value));
    if (next === undefined) return current;
    current = next.value;
  }
  throw new Error('does not come to an end');
}

const parts: readonly (readonly [string, fc.Arbitrary<unknown>])[] = [
  ['times', timeArbitrary({ min: 3, max: 8_000_000 })],
  ['faults', faultArbitrary(limits)],
  ['operations', operationArbitrary(limits)],
  ['orders', orderArbitrary(limits)],
  ['options', optionsArbitrary(raft.options)],
  ['plans', planArbitrary({ ...limits, faults: 4, operations: 4 })],
];

describe.each(parts)('%s', (name, arbitrary) => {
  it('are the same for the same seed, shrink without their context, and shrinking comes to an end', () => {
    const draw = () => fc.sample(arbitrary, { seed: 7, numRuns: name === 'plans' ? 8 : 40 });
    expect(draw()).toEqual(draw());
    for (const value of draw()) {
      expect(arbitrary.canShrinkWithoutContext(value)).toBe(true);
      const least = shrunk(arbitrary, value, () => true);
      expect([...arbitrary.shrink(least, undefined)]).toEqual([]);
    }
  });
});

describe('planArbitrary', () => {
  const plans = planArbitrary({ ...limits, duration: 2_000_000 });

  it('draws plans that run, and on which a correct Raft breaks nothing', () => {
    const law = fc.property(plans, (plan) => runPlan(plan).violations.length === 0);
    fc.assert(law, { seed: 3, numRuns: 40 });
  });

  it('shrinks to plans that are simpler, run, and keep to the limits', () => {
    const plan: Plan = fc.sample(plans, { seed: 5, numRuns: 1 })[0];
    let place = 0;
    for (const { value } of plans.shrink(plan, undefined)) {
      expect(comparePlans(value, plan)).toBeLessThan(0);
      expect(value.voters).toBeGreaterThanOrEqual(3);
      // Every tenth: they are many.
      if (place++ % 10 === 0) expect(() => runPlan(value)).not.toThrow();
    }
    expect(place).toBeGreaterThan(50);
  });

  it('gives a property that fails a small counterexample', () => {
    const law = fc.property(plans, ({ faults }) => !faults.some(({ kind, at }) => kind === 'pause' && at > 123_456));
    const details = fc.check(law, { seed: 1, numRuns: 200 });
    const [plan] = details.counterexample!;
    expect(plan).toMatchObject({ operations: [], orders: [], options: {}, voters: 3, spares: 0, transport: 'stream' });
    expect(plan.faults).toEqual([{ kind: 'pause', groups: ['n1'], at: expect.any(Number), parameters: {} }]);
  });
});
