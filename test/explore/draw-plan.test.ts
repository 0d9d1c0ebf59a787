import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { multiPaxos } from '../../src/algorithms/consensus/multi-paxos/multi-paxos.ts';
import { raft } from '../../src/algorithms/consensus/raft/raft.ts';
import { randomStream } from '../../src/core/random/random-stream.ts';
import { createDraw } from '../../src/explore/draw/draw.ts';
import { drawConfiguration } from '../../src/explore/draw/draw-configuration.ts';
import { withDefaultOptions } from '../../src/explore/draw/draw-options.ts';
import { MOTIFS } from '../../src/explore/draw/motifs.ts';
import { quorumsOf } from '../../src/explore/draw/rhythm-of.ts';
import { drawPlan } from '../../src/explore/draw-plan.ts';
import { keepsToContract, keepToContract } from '../../src/explore/keep-to-contract.ts';
import { mutatePlan } from '../../src/explore/mutate-plan.ts';
import type { Plan, PlannedOrder } from '../../src/explore/plan.ts';
import { runPlan } from '../../src/explore/run-plan.ts';
import { RAFT } from './raft-space.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const check = (numRuns: number, property: fc.IRawProperty<unknown>) => fc.assert(property, { seed: 1, numRuns });

const inOrder = (list: readonly { readonly at: number }[]): boolean =>
  list.every(({ at }, i) => i === 0 || list[i - 1].at <= at);

function expectWellFormed(plan: Plan): void {
  expect(keepsToContract(plan, RAFT, raft)).toBe(true);
  expect(raft.check?.(withDefaultOptions(raft, plan.options))).toBeUndefined();
  const end = plan.healing?.at ?? plan.duration;
  for (const list of [plan.faults, plan.orders, plan.operations]) {
    expect(inOrder(list)).toBe(true);
    expect(list.every(({ at }) => at >= 0 && at <= end && Number.isInteger(at))).toBe(true);
  }
}

describe('drawPlan', () => {
  it('draws the same plan for the same seed, and another for another', () => {
    check(
      50,
      fc.property(seeds, (seed) => {
        expect(drawPlan(RAFT, seed)).toEqual(drawPlan(RAFT, seed));
        expect(drawPlan(RAFT, seed)).not.toEqual(drawPlan(RAFT, seed + 1));
      }),
    );
  });

  it('draws plans that ask no more of a protocol than it promises', () => {
    check(
      400,
      fc.property(seeds, (seed) => expectWellFormed(drawPlan(RAFT, seed))),
    );
  });

  it('draws runs, which a correct protocol survives', () => {
    check(
      150,
      fc.property(seeds, (seed) => {
        expect(runPlan(drawPlan(RAFT, seed)).violations).toEqual([]);
      }),
    );
  });

  it('leaves fixed options alone, and draws the others', () => {
    const options = { readMode: 'log', snapshotEvery: 7 };
    const plans = Array.from({ length: 60 }, (_, seed) => drawPlan({ ...RAFT, options }, seed));
    for (const plan of plans) expect(plan.options).toMatchObject(options);
    expect(new Set(plans.map((plan) => plan.options.preVote)).size).toBe(2);
    expect(new Set(plans.map(({ voters }) => voters)).size).toBeGreaterThanOrEqual(4);
  });

  it('draws disks that lie only where it is asked for, and owes no liveness then', () => {
    const kinds = (beyond: boolean) =>
      Array.from({ length: 150 }, (_, seed) => drawPlan({ ...RAFT, beyond }, seed)).filter(({ faults }) =>
        faults.some(({ kind }) => ['wipe', 'lost-fsync', 'bit-rot'].includes(kind)),
      );
    expect(kinds(false)).toEqual([]);
    expect(kinds(true).length).toBeGreaterThan(10);
    expect(kinds(true).every(({ healing }) => healing === undefined)).toBe(true);
  });

  it('draws sizes of quorums that work with the number of voters, and owes no minority then that is needed', () => {
    const space = { ...RAFT, protocol: 'multi-paxos', messageKinds: [], carriers: ['multi-paxos/accept'] };
    const plans = Array.from({ length: 300 }, (_, seed) => drawPlan(space, seed));
    for (const { options, voters, healing } of plans) {
      const filled = withDefaultOptions(multiPaxos, options);
      expect(multiPaxos.check?.(filled, voters)).toBeUndefined();
      const there = voters - (healing?.without.length ?? 0);
      expect(Math.max(...quorumsOf(filled, voters), Math.floor(voters / 2) + 1)).toBeLessThanOrEqual(there);
    }
    const flexible = plans.filter(({ options }) => 'phase1Quorum' in options || 'phase2Quorum' in options);
    expect(flexible.length).toBeGreaterThan(30);
    expect(plans.some(({ healing }) => (healing?.without.length ?? 0) > 0)).toBe(true);
  });

  it('grants what a motif wishes for, and leaves what is fixed', () => {
    const wishes = {
      voters: [4],
      spares: true,
      transport: 'datagram',
      options: ['snapshotEvery', 'readMode'],
    } as const;
    const space = { ...RAFT, options: { readMode: 'log' } };
    const drawn = Array.from({ length: 100 }, (_, seed) =>
      drawConfiguration(space, raft, createDraw(randomStream(seed, 'wishes')), wishes),
    );
    expect(drawn.every(({ voters, spares, transport }) => voters === 4 && spares > 0 && transport === 'datagram')).toBe(
      true,
    );
    expect(drawn.every(({ options }) => options.readMode === 'log')).toBe(true);
    expect(drawn.filter(({ options }) => 'snapshotEvery' in options).length).toBeGreaterThan(75);
  });

  it('leaves a minority out though the lead was handed over, and nobody where voters changed', () => {
    const plan = { ...drawPlan(RAFT, 1), healing: { at: 0, without: [1, 2], within: 0 } };
    const kept = (type: PlannedOrder['type']) => {
      const orders = [{ at: 1, type, nodes: [0] }];
      const slow = { ...plan, voters: 3, options: {}, latency: { min: 1, max: 1 }, fsync: { min: 0, max: 0 } };
      return keepToContract({ ...slow, faults: [], orders }, 1_000_000, RAFT, raft).healing?.without.length;
    };
    expect(kept('transfer-leadership')).toBe(1);
    expect(kept('add-voter')).toBe(0);
  });

  it('names each motif once', () => {
    expect(new Set(MOTIFS.map(({ name }) => name)).size).toBe(MOTIFS.length);
  });
});

describe('mutatePlan', () => {
  it('makes plans that ask no more either, again and again', () => {
    check(
      150,
      fc.property(seeds, (seed) => {
        let plan = drawPlan(RAFT, seed);
        for (let step = 0; step < 6; step++) {
          plan = mutatePlan(RAFT, plan, drawPlan(RAFT, seed + step), seed + step);
          expectWellFormed(plan);
        }
      }),
    );
  });

  it('makes runs, which a correct protocol survives', () => {
    check(
      100,
      fc.property(seeds, seeds, (seed, other) => {
        const plan = mutatePlan(RAFT, drawPlan(RAFT, seed), drawPlan(RAFT, other), seed);
        expect(runPlan(plan).violations).toEqual([]);
      }),
    );
  });
});
