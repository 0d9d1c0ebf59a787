import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { raft } from '../../src/algorithms/consensus/raft/raft.ts';
import { withDefaultOptions } from '../../src/explore/draw/draw-options.ts';
import { MOTIFS } from '../../src/explore/draw/motifs.ts';
import { drawPlan } from '../../src/explore/draw-plan.ts';
import { keepsToContract } from '../../src/explore/keep-to-contract.ts';
import { mutatePlan } from '../../src/explore/mutate-plan.ts';
import type { Plan } from '../../src/explore/plan.ts';
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
