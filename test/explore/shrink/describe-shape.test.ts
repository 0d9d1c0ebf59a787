import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../src/explore/plan.ts';
import { describeShape } from '../../../src/explore/shrink/describe-shape.ts';
import { inOrderOfMention } from '../../../src/explore/shrink/rename-machines.ts';
import { emptyPlan, noisyPlan } from './sample-plan.ts';

const hold = (from: string, to: string, messages: string): Plan['faults'][number] => ({
  ...{ kind: 'tamper', groups: [from, to], at: 1, parameters: { messages, action: 'hold', by: 300_000 } },
});

describe('describeShape', () => {
  it('names the property and what was decided, with counts', () => {
    const plan: Plan = {
      ...emptyPlan,
      faults: [
        hold('n1', 'n2', 'raft/vote-response'),
        { kind: 'crash', groups: ['n2'], at: 5, for: 10, parameters: {} },
        hold('n3', 'n2', 'raft/vote-response'),
      ],
      operations: [1, 2].map((at) => ({ at, f: 'write', key: 'k1', client: 0 })),
      orders: [{ at: 3, type: 'remove', nodes: [2] }],
      options: { preVote: false },
    };
    expect(describeShape(plan, 'election-safety')).toBe(
      'election-safety: crash, tamper 1 raft/vote-response hold ×2; remove; write; preVote',
    );
    expect(describeShape(emptyPlan, 'liveness')).toBe('liveness: nothing');
  });

  it('forgets names, times, seeds and how many calls it took', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const plan = noisyPlan(seed);
      const other: Plan = {
        ...inOrderOfMention(plan),
        seed: 3,
        duration: plan.duration + 1,
        operations: [...plan.operations, ...plan.operations],
      };
      expect(describeShape(other, 'p')).toBe(describeShape(plan, 'p'));
      expect(describeShape({ ...plan, faults: plan.faults.slice(1) }, 'p')).not.toBe(describeShape(plan, 'p'));
    }
  });
});
