/**
 * Random schedules for a world: proposals, reads, crashes, partitions, one-way cuts, loss, duplicates, slow disks,
 * membership changes and transfers; and what must follow when they are over.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { MembershipChange } from '../../../../src/algorithms/consensus/consensus.ts';
import type { ParameterValues } from '../../../../src/core/parameters.ts';
import { MILLISECOND, SECOND } from '../../../../src/core/time.ts';
import type { Applied, World } from './world.ts';

/** What a schedule tells a checker, and asks it. */
export interface ScheduleChecker {
  /** Every entry that some replica has applied, by index. */
  readonly committed: ReadonlyMap<number, Applied>;
  noteRead(token: number): void;
  checkLogs(): void;
}

export const ms = (n: number) => n * MILLISECOND;

/** Quick timeouts, small messages and snapshots often, so that a second of virtual time sees everything. */
export const QUICK: ParameterValues = {
  electionTimeout: { min: ms(100), max: ms(200) },
  heartbeatInterval: ms(20),
  maxEntriesPerMessage: 3,
  maxInflight: 4,
  snapshotEvery: 12,
  snapshotKeep: 3,
  snapshotChunk: 300,
};

export type Step =
  | { readonly do: 'propose'; readonly count: number }
  | { readonly do: 'crash' | 'restart' | 'read' | 'transfer' | 'fail-rewrites'; readonly node: number }
  | { readonly do: 'crash-torn'; readonly node: number }
  | { readonly do: 'partition'; readonly mask: number }
  | { readonly do: 'cut'; readonly from: number; readonly to: number }
  /** The leader is cut off, alone or with one other, and goes on accepting commands. */
  | { readonly do: 'depose'; readonly companion: number; readonly count: number }
  | { readonly do: 'heal' }
  | { readonly do: 'loss' | 'duplicate'; readonly share: number }
  | { readonly do: 'change'; readonly change: MembershipChange }
  | { readonly do: 'wait'; readonly time: number };

const NODES = 5;
const node = fc.nat(NODES - 1);
const subset = fc.uniqueArray(node, { minLength: 1, maxLength: NODES });

export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('propose' as const), count: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('wait' as const), time: fc.integer({ min: 1, max: 400 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('crash' as const, 'crash-torn' as const), node }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('restart' as const), node }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('partition' as const), mask: fc.nat(2 ** NODES - 1) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cut' as const), from: node, to: node }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('depose' as const),
      companion: node,
      count: fc.integer({ min: 1, max: 9 }),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ do: 'heal' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('loss' as const, 'duplicate' as const),
      share: fc.constantFrom(0, 0.05, 0.3),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('read' as const), node }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('transfer' as const), node }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fail-rewrites' as const), node }) },
);

export const changeStep: fc.Arbitrary<Step> = fc.record({
  do: fc.constant('change' as const),
  change: fc.oneof(
    fc.record({
      type: fc.constantFrom('add-voter' as const, 'add-learner' as const, 'remove' as const),
      process: node,
    }),
    fc.record({ type: fc.constant('replace' as const), voters: subset, learners: subset }),
  ) as fc.Arbitrary<MembershipChange>,
});

export function act(world: World, checker: ScheduleChecker, action: Step, count: { value: number }): void {
  const leaders = world.nodes.filter((n) => n.up && n.consensus.status().role === 'leader');
  switch (action.do) {
    case 'propose':
      // To every leader that believes it is one, also a deposed one.
      for (const leader of leaders) for (let i = 0; i < action.count; i++) world.propose(leader.id, count.value++);
      break;
    case 'crash':
    case 'crash-torn':
      world.keepsUnsynced = action.do === 'crash-torn';
      if (world.nodes[action.node].up) world.crash(action.node);
      break;
    case 'restart':
      if (!world.nodes[action.node].up) world.restart(action.node);
      break;
    case 'partition': {
      const side = (bit: number) => world.nodes.map((n) => n.id).filter((id) => ((action.mask >> id) & 1) === bit);
      world.partition(side(0), side(1));
      break;
    }
    case 'depose': {
      const leader = world.leader()?.id;
      if (leader === undefined) break;
      const side = [leader, action.companion];
      world.heal();
      world.partition(
        side,
        world.nodes.map((n) => n.id).filter((id) => !side.includes(id)),
      );
      for (let i = 0; i < action.count; i++) world.propose(leader, count.value++);
      break;
    }
    case 'cut':
      if (action.from !== action.to) world.cut(action.from, action.to);
      break;
    case 'heal':
      world.heal();
      break;
    case 'loss':
    case 'duplicate':
      world[action.do] = action.share;
      break;
    case 'read':
      for (const { consensus, up } of new Set([...leaders, world.nodes[action.node]])) {
        if (!up) continue;
        checker.noteRead(count.value);
        consensus.read(count.value++);
      }
      break;
    case 'transfer':
      for (const leader of leaders) leader.consensus.transferLeadership(action.node);
      break;
    case 'fail-rewrites':
      world.nodes[action.node].disk.rewriteFailure = !world.nodes[action.node].disk.rewriteFailure;
      break;
    case 'change':
      for (const leader of leaders) leader.consensus.changeMembership(action.change);
      break;
    case 'wait':
      break;
  }
  world.run(ms(action.do === 'wait' ? action.time : 3));
}

/** Every fault ends; then a command must get through, and every member must have applied it. */
export function healAndExpectProgress(world: World, checker: ScheduleChecker): void {
  world.heal();
  // §5.6: progress needs broadcast time ≪ election timeout.
  world.latency = { min: ms(1), max: ms(2) };
  world.loss = 0;
  world.duplicate = 0;
  for (const n of world.nodes) {
    n.disk.rewriteFailure = false;
    expect(n.halted).toBeUndefined();
    if (!n.up) world.restart(n.id);
  }
  let committed = false;
  const done = () => {
    const leader = world.leader();
    if (leader === undefined) return false;
    const { membership, commitIndex, lastIndex } = leader.consensus.status();
    if (!committed) return false;
    const members = [...membership.voters, ...membership.learners];
    return (
      membership.outgoing.length === 0 &&
      commitIndex === lastIndex &&
      members.every((id) => world.nodes[id].consensus.status().appliedIndex === commitIndex)
    );
  };
  const end = world.now() + 20 * SECOND;
  while (world.now() < end && !done()) {
    const leader = world.leader();
    if (leader !== undefined && !committed) {
      const { position } = world.propose(leader.id, 'last') as { position?: { index: number; term: number } };
      world.run(ms(200));
      committed = position !== undefined && checker.committed.get(position.index)?.term === position.term;
    } else world.run(ms(100));
  }
  if (!done()) {
    const replicas = world.nodes.map(({ id, consensus }) => {
      return `${id} ${JSON.stringify(consensus.status())} awaits ${consensus.awaiting?.() ?? 'nothing'}`;
    });
    throw new Error(`no progress after healing:\n${replicas.join('\n')}`);
  }
  checker.checkLogs();
}
