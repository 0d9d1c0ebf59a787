/** Watches a world of Multi-Paxos and fails at the first violation. It only observes. */

import { multiPaxos } from '../../../../src/algorithms/consensus/multi-paxos/multi-paxos.ts';
import { originAt } from '../../../../src/algorithms/consensus/multi-paxos/slots.ts';
import type { PaxosState } from '../../../../src/algorithms/consensus/multi-paxos/state.ts';
import { proposerOf } from '../../../../src/algorithms/consensus/synod/ballot.ts';
import type { ProcessId } from '../../../../src/algorithms/environment.ts';
import type { ScheduleChecker } from '../raft/schedule.ts';
import { type Applied, createWorld, type Node, type World, type WorldOptions } from '../raft/world.ts';

export interface Checker extends ScheduleChecker {
  /** Reads answered `ready`. */
  reads(): number;
  /** Slots whose value was accepted in a ballot after one that had another value there. */
  overruled(): number;
}

export class Violation extends Error {}

function violated(property: string, detail: string): never {
  throw new Violation(`${property}: ${detail}`);
}

export const stateOf = (world: World, id: ProcessId): PaxosState => world.nodes[id].consensus.state as PaxosState;

/** A world and its checker, which needs to be told of the logs from the first step on. */
export function createCheckedWorld(plan: WorldOptions): { world: World; checker: Checker } {
  /** Per process: the ballot that observers were told is promised, over all lives; what it found on its disk. */
  const promised = new Map<ProcessId, number>();
  const recovering = new Set<ProcessId>();
  /** By slot and ballot, what was proposed there. */
  const proposals = new Map<string, unknown>();
  const lastAccepted = new Map<number, unknown>();
  let overruled = 0;
  const world = createWorld({
    ...plan,
    protocol: multiPaxos,
    log: (id) => ({
      appended(slot, ballot, command) {
        const key = `${slot}/${ballot}`;
        const data = command?.data;
        if (!proposals.has(key)) {
          proposals.set(key, data);
          if (lastAccepted.has(slot) && lastAccepted.get(slot) !== data) overruled++;
          lastAccepted.set(slot, data);
        } else if (proposals.get(key) !== data) violated('One value per ballot', `two values at ${key}`);
        if (recovering.has(id) || ballot >= (promised.get(id) ?? 0)) return;
        violated('Promise kept', `${id} accepts ${key} after it promised ${promised.get(id)}`);
      },
      truncated: () => violated('Acceptors do not forget', `${id} truncates`),
      committed() {},
    }),
  });

  const committed = new Map<number, Applied>();
  const leaders = new Map<number, ProcessId>();
  const seen = new Map<Node, { life: number; ballot: number; commit: number }>();

  world.onEvent = (node, event) => {
    if (event.type === 'recovered') {
      recovering.add(node.id);
      const owed = promised.get(node.id) ?? 0;
      if (event.term < owed) violated('Promise kept', `${node.id} recovers ${event.term}, promised ${owed}`);
    }
    if (event.type === 'promise') {
      if (event.proposer !== proposerOf(event.term)) violated('Ballots have owners', `${event.term}`);
      promised.set(node.id, Math.max(event.term, promised.get(node.id) ?? 0));
    }
    if (event.type !== 'role') return;
    recovering.delete(node.id);
    const before = seen.get(node);
    const commit = (node.consensus?.state as PaxosState | undefined)?.commitIndex ?? 0;
    if (before?.life === node.life) {
      if (event.term < before.ballot) violated('Ballots ascend', `${node.id}: ${before.ballot} → ${event.term}`);
      if (commit < before.commit) violated('Commit is monotonic', `${node.id}: ${before.commit} → ${commit}`);
    }
    seen.set(node, { life: node.life, ballot: event.term, commit });
    if (event.role !== 'leader') return;
    if (proposerOf(event.term) !== node.id) violated('Ballots have owners', `${node.id} leads ${event.term}`);
    if (leaders.has(event.term)) violated('A ballot is won once', `${event.term}`);
    leaders.set(event.term, node.id);
  };

  let lastApplied = 0;
  world.onApply = (node, entry) => {
    const expected = (node.applied.at(-2)?.index ?? 0) + 1;
    if (entry.index !== expected) violated('Applied in order', `${node.id}: ${entry.index}, not ${expected}`);
    lastApplied = Math.max(lastApplied, entry.index);
    const before = committed.get(entry.index);
    if (before === undefined) {
      if (entry.data !== undefined && !proposed.has(entry.data)) violated('Validity', `nobody proposed ${entry.data}`);
      committed.set(entry.index, entry);
    } else if (before.term !== entry.term || before.data !== entry.data) {
      violated('Agreement', `${node.id} applies ${JSON.stringify(entry)}, not ${JSON.stringify(before)}`);
    }
  };

  const proposed = new Set<unknown>();
  const { propose } = world;
  world.propose = (id, data) => {
    proposed.add(data);
    return propose(id, data);
  };

  const readsBegun = new Map<number, number>();
  let ready = 0;
  world.onRead = (node, token, isReady) => {
    if (!isReady) return;
    ready++;
    const needed = readsBegun.get(token)!;
    if (node.applied.length < needed)
      violated('Linearizable reads', `${node.id} answers from ${node.applied.length}, not ${needed}`);
  };

  /** What several replicas know to be chosen, whether applied or not, is the same. */
  function checkLogs(): void {
    const states = world.nodes.filter(({ up }) => up).map(({ id }) => stateOf(world, id));
    for (const { slots, commitIndex } of states) {
      for (let slot = Math.max(1, slots.base); slot <= commitIndex; slot++) {
        const known = committed.get(slot);
        if (known !== undefined && known.term !== originAt(slots, slot)) {
          violated('Agreement', `slot ${slot} has origin ${originAt(slots, slot)}, not ${known.term}`);
        }
      }
    }
  }

  return {
    world,
    checker: {
      committed,
      noteRead: (token) => void readsBegun.set(token, lastApplied),
      reads: () => ready,
      overruled: () => overruled,
      checkLogs,
    },
  };
}
