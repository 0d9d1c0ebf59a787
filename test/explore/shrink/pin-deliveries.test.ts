import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../src/explore/plan.ts';
import { decisionsOf, withDecisions } from '../../../src/explore/shrink/decisions.ts';
import { type Delivery, hasRandomDeliveries, pinDeliveries } from '../../../src/explore/shrink/pin-deliveries.ts';
import { recordDeliveries } from '../../../src/explore/shrink/record-deliveries.ts';
import { emptyPlan } from './sample-plan.ts';

const random: Plan = { ...emptyPlan, latency: { min: 1000, max: 30_000 }, duration: 3_000_000 };
const delivery = (sent: number, arrived: readonly number[], to = 1): Delivery => ({
  from: 0,
  to,
  kind: 'm',
  sent,
  arrived,
});

describe('pinning deliveries', () => {
  it('says of each message what became of it, and nothing of those that were in time', () => {
    const deliveries = [
      delivery(5_000, [6_000]),
      delivery(5_100, [9_000]),
      delivery(5_200, [], 2),
      delivery(7_500, [8_500, 11_000]),
    ];
    const { plan, tampering } = pinDeliveries(random, deliveries);
    expect(plan.latency).toEqual({ min: 1000, max: 1000 });
    expect(tampering).toEqual([
      {
        kind: 'tamper',
        groups: ['n1', 'n2'],
        at: 5_000,
        parameters: { messages: 'm', action: 'hold', by: 2_900, skip: 1 },
      },
      { kind: 'tamper', groups: ['n1', 'n3'], at: 5_000, parameters: { messages: 'm' } },
      {
        kind: 'tamper',
        groups: ['n1', 'n2'],
        at: 7_000,
        parameters: { messages: 'm', action: 'duplicate', by: 2_500 },
      },
    ]);
  });

  it('repeats a run in which only replicas speak, message by message', () => {
    const law = fc.property(fc.integer({ min: 1, max: 1000 }), (seed) => {
      const lossy = {
        kind: 'link-loss',
        groups: ['n1', 'rest'],
        at: 1_500_000,
        for: 500_000,
        parameters: { share: 0.3 },
      };
      const plan: Plan = { ...random, seed, transport: 'datagram', faults: [lossy] };
      const deliveries = recordDeliveries(plan);
      const pinned = pinDeliveries(plan, deliveries);
      const tampered = pinned.tampering.map((fault) => ({ type: 'fault', fault }) as const);
      const again = withDecisions(pinned.plan, [...decisionsOf(pinned.plan), ...tampered]);
      expect(hasRandomDeliveries(again)).toBe(false);
      expect(deliveries.length).toBeGreaterThan(20);
      expect(recordDeliveries(again)).toEqual(deliveries.filter(({ arrived }) => arrived.length > 0));
    });
    fc.assert(law, { seed: 1, numRuns: 10 });
  });
});
