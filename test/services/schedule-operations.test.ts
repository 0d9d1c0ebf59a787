import { describe, expect, it } from 'vitest';
import type { Consensus, MembershipChange } from '../../src/algorithms/consensus/consensus.ts';
import type { Membership } from '../../src/algorithms/protocol-event.ts';
import { MILLISECOND, SECOND } from '../../src/core/time.ts';
import { Kernel } from '../../src/kernel/kernel.ts';
import { scheduleOperations } from '../../src/services/schedule-operations.ts';
import type { ServiceOperation } from '../../src/services/service.ts';

/** A leader that takes what it is given, or not, and logs it. Process ids are node ids + 10. */
function createOperatedStore(operations: readonly ServiceOperation[]) {
  const kernel = new Kernel();
  const log: string[] = [];
  const status = {
    role: 'leader' as const,
    term: 1,
    leader: 10,
    commitIndex: 0,
    appliedIndex: 0,
    lastIndex: 0,
    membership: { voters: [10, 11, 12], outgoing: [], learners: [] } as Membership,
  };
  const world = { kernel, log, status, leaderless: false, refuses: false, commits: true };
  const apply = (change: MembershipChange): void => {
    const { voters, learners } = status.membership;
    if (change.type === 'replace') {
      status.membership = { ...change, outgoing: [] };
      return;
    }
    const others = voters.filter((voter) => voter !== change.process);
    status.membership = {
      voters: change.type === 'add-voter' ? [...others, change.process] : others,
      outgoing: [],
      learners: change.type === 'add-learner' ? [...learners, change.process] : learners,
    };
  };
  const note = (what: string): void => void log.push(`${kernel.now / MILLISECOND} ${what}`);
  const leader = {
    status: () => status,
    transferLeadership: (to: number) => note(`transfer to ${to}`),
    changeMembership(change: MembershipChange) {
      note(change.type);
      if (world.refuses) return { status: 'busy' };
      apply(change);
      status.lastIndex++;
      if (world.commits) status.commitIndex = status.lastIndex;
      return { status: 'accepted', position: { index: status.lastIndex, term: 1 } };
    },
  } as unknown as Consensus;
  scheduleOperations(kernel, operations, {
    leader: () => (world.leaderless ? undefined : leader),
    processOn: (node) => node + 10,
  });
  return world;
}

describe('the operator of a store', () => {
  it('gives each order once, at its time, if all is well', () => {
    const world = createOperatedStore([
      { at: 2 * SECOND, type: 'remove', node: 0 },
      { at: SECOND, type: 'add-voter', node: 3 },
      { at: 3 * SECOND, type: 'transfer-leadership', node: 1 },
      { at: 4 * SECOND, type: 'replace', voters: [4, 5], learners: [0] },
    ]);
    world.kernel.run(10 * SECOND);
    expect(world.log).toEqual(['1000 add-voter', '2000 remove', '3000 transfer to 11', '4000 replace']);
    expect(world.status.membership).toMatchObject({ voters: [14, 15], learners: [10] });
  });

  it('insists until there is a leader that accepts', () => {
    const world = createOperatedStore([{ at: SECOND, type: 'add-learner', node: 3 }]);
    world.leaderless = true;
    world.kernel.run(1.25 * SECOND);
    expect(world.log).toEqual([]);
    world.leaderless = false;
    world.refuses = true;
    world.kernel.run(1.45 * SECOND);
    world.refuses = false;
    world.kernel.run(10 * SECOND);
    expect(world.log).toEqual(['1300 add-learner', '1400 add-learner', '1500 add-learner']);
  });

  it('repeats a change that was accepted but rolled back', () => {
    const world = createOperatedStore([{ at: SECOND, type: 'remove', node: 2 }]);
    world.commits = false;
    world.kernel.run(1.05 * SECOND);
    world.status.membership = { voters: [10, 11, 12], outgoing: [], learners: [] };
    world.commits = true;
    world.kernel.run(10 * SECOND);
    expect(world.log).toEqual(['1000 remove', '1100 remove']);
  });

  it('waits for one change to be committed before it orders the next', () => {
    const world = createOperatedStore([
      { at: SECOND, type: 'add-voter', node: 3 },
      { at: 1.2 * SECOND, type: 'remove', node: 3 },
    ]);
    world.commits = false;
    world.kernel.run(2.05 * SECOND);
    expect(world.log).toEqual(['1000 add-voter']);
    world.status.commitIndex = 1;
    world.kernel.run(10 * SECOND);
    expect(world.log).toEqual(['1000 add-voter', '2100 remove']);
  });

  it('turns to the next order where it insists for so long only', () => {
    const world = createOperatedStore([
      { at: SECOND, for: 150 * MILLISECOND, type: 'add-voter', node: 3 },
      { at: SECOND, for: 0, type: 'remove', node: 0 },
      { at: 2 * SECOND, type: 'remove', node: 1 },
    ]);
    world.refuses = true;
    world.kernel.run(1.5 * SECOND);
    world.refuses = false;
    world.kernel.run(10 * SECOND);
    expect(world.log).toEqual(['1000 add-voter', '1100 add-voter', '1150 add-voter', '1150 remove', '2000 remove']);
    expect(world.status.membership.voters).toEqual([10, 12]);
  });

  it('does not order what is so already', () => {
    const world = createOperatedStore([{ at: SECOND, type: 'remove', node: 7 }]);
    world.kernel.run(10 * SECOND);
    expect(world.log).toEqual([]);
  });
});
