/**
 * Watches a world and fails at the first violation of a property of Figure 3 (or of durability). It only observes.
 */

import { type LogEntry, lastIndex, termAt } from '../../../../src/algorithms/consensus/raft/log.ts';
import type { ProcessId } from '../../../../src/algorithms/environment.ts';
import type { Applied, Node, World } from './world.ts';

export interface Checker {
  /** Every entry that some replica has applied, by index. */
  readonly committed: Map<number, Applied>;
  readonly leaders: Map<number, ProcessId>;
  /** To be called when a read begins: what is acknowledged by then, it must see. */
  noteRead(token: number): void;
  /** Reads answered `ready`. */
  reads(): number;
  /** Properties over whole logs: costly, so called at chosen moments. */
  checkLogs(): void;
}

export class Violation extends Error {}

function violated(property: string, detail: string): never {
  throw new Violation(`${property}: ${detail}`);
}

export function check(world: World): Checker {
  const committed = new Map<number, Applied>();
  const leaders = new Map<number, ProcessId>();
  const seen = new Map<Node, { life: number; term: number; commit: number; applied: number }>();

  world.onEvent = (node, event) => {
    if (event.type === 'role') {
      const before = seen.get(node);
      const state = node.consensus?.state as { commitIndex: number } | undefined;
      const commit = state?.commitIndex ?? 0;
      if (before !== undefined && before.life === node.life) {
        if (event.term < before.term) violated('term is monotonic', `${node.id}: ${before.term} → ${event.term}`);
        if (commit < before.commit) violated('commit is monotonic', `${node.id}: ${before.commit} → ${commit}`);
      }
      // Across lives the term must not go back either: it was on disk before anybody heard of it. Checked by votes.
      seen.set(node, { life: node.life, term: event.term, commit, applied: 0 });
      if (event.role === 'leader') onLeader(node, event.term);
    }
  };

  function onLeader(node: Node, term: number): void {
    const other = leaders.get(term);
    if (other !== undefined && other !== node.id)
      violated('Election Safety', `${other} and ${node.id} in term ${term}`);
    leaders.set(term, node.id);
    const { log } = world.state(node.id);
    for (const entry of committed.values()) {
      if (entry.term > term || entry.index <= log.baseIndex) continue;
      if (termAt(log, entry.index) !== entry.term) {
        violated('Leader Completeness', `leader ${node.id} of term ${term} lacks (${entry.index}, ${entry.term})`);
      }
    }
  }

  world.onApply = (node, entry) => {
    const expected = (node.applied.at(-2)?.index ?? 0) + 1;
    if (entry.index !== expected) violated('applied in order', `${node.id}: ${entry.index}, not ${expected}`);
    const before = committed.get(entry.index);
    lastApplied = Math.max(lastApplied, entry.index);
    if (before === undefined) committed.set(entry.index, entry);
    else if (before.term !== entry.term || before.data !== entry.data) {
      violated('State Machine Safety', `${node.id} applies ${JSON.stringify(entry)}, not ${JSON.stringify(before)}`);
    }
  };

  const readsBegun = new Map<number, number>();
  let ready = 0;
  let lastApplied = 0;
  world.onRead = (node, token, isReady) => {
    if (!isReady) return;
    ready++;
    const needed = readsBegun.get(token)!;
    if (node.applied.length < needed)
      violated('Linearizable reads', `${node.id} answers from ${node.applied.length}, not ${needed}`);
  };

  function checkLogs(): void {
    const logs = world.nodes.filter((node) => node.up).map((node) => world.state(node.id).log);
    const byPosition = new Map<string, LogEntry>();
    for (const log of logs) {
      let previous = log.baseTerm;
      for (const entry of log.entries) {
        if (entry.term < previous) violated('terms ascend', `(${entry.index}, ${entry.term}) after term ${previous}`);
        previous = entry.term;
        const key = `${entry.index}/${entry.term}`;
        const same = byPosition.get(key);
        if (same === undefined) byPosition.set(key, entry);
        else if (same.command?.data !== entry.command?.data) violated('Log Matching', `two entries at ${key}`);
      }
    }
    for (let a = 0; a < logs.length; a++) for (let b = a + 1; b < logs.length; b++) matchLogs(logs[a], logs[b]);
  }

  function matchLogs(a: { baseIndex: number; entries: LogEntry[]; baseTerm: number }, b: typeof a): void {
    let agree = false;
    for (let index = Math.min(lastIndex(a), lastIndex(b)); index > Math.max(a.baseIndex, b.baseIndex); index--) {
      const same = termAt(a, index) === termAt(b, index);
      if (agree && !same) violated('Log Matching', `logs agree after ${index} but not at it`);
      agree = agree || same;
    }
  }

  return {
    committed,
    leaders,
    noteRead: (token) => void readsBegun.set(token, lastApplied),
    reads: () => ready,
    checkLogs,
  };
}
