/**
 * A client's command takes effect at most once along the life of a replica, however often it stands in the log. What the
 * replica began with counts as well: the entries up to its snapshot, as some replica applied them.
 *
 * Told by what the state machine really did (`ApplyObservation.effect`). Rests on state-machine-agreement: what a replica
 * applied at an index is what its snapshot holds of it. Memory: an entry per command and replica.
 */
import type { ProcessId } from '../algorithms/environment.ts';
import { getOrCreate } from '../core/get-or-create.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { Invariant } from './invariant.ts';

interface Life {
  readonly node: NodeId;
  /** The entries up to here came with a snapshot; undefined before the first entry. */
  base: number | undefined;
  /** Where commands took effect in this life. */
  readonly effects: Map<string, number>;
}

export const sessionExactlyOnce: Invariant = {
  name: 'session-exactly-once',
  statement: 'A command of a client session takes effect at most once, retries and snapshots included.',
  source: 'Ongaro, dissertation (2014), §6.3; Ongaro & Ousterhout (extended), §8',
  cost: 'logs',
  watch(trace, { nodeName, report }) {
    const lives = new Map<ProcessId, Life>();
    /** By service: where a command took effect first, on any replica. */
    const firstEffects = new Map<string, Map<string, number>>();
    const lifeOf = (process: ProcessId, node: NodeId): Life =>
      getOrCreate(lives, process, (): Life => ({ node, base: undefined, effects: new Map() }));
    trace.subscribe('node', ({ node, change }) => {
      if (change !== 'start' && change !== 'restart') return;
      for (const [process, life] of lives) if (life.node === node) lives.delete(process);
    });
    trace.subscribe('protocol', ({ process, node, event }) => {
      if (event.type !== 'snapshot' || event.action !== 'installed') return;
      const life = lifeOf(process, node);
      life.base = event.index;
      life.effects.clear();
    });
    trace.subscribe('apply', ({ time, service, process, node, index, effect, command }) => {
      const life = lifeOf(process, node);
      // A restarted replica goes on behind the snapshot that it found on its disk.
      life.base ??= index - 1;
      if (effect !== 'new' || command === undefined) return;
      const first = getOrCreate(firstEffects, service, () => new Map<string, number>());
      const inSnapshot = first.get(command);
      const earlier =
        life.effects.get(command) ?? (inSnapshot !== undefined && inSnapshot <= life.base ? inSnapshot : undefined);
      if (earlier !== undefined) {
        const where = `at index ${earlier} and again at index ${index}`;
        report(time, `${service}: command ${command} took effect ${where} on ${nodeName(node)}`);
      }
      life.effects.set(command, index);
      if (inSnapshot === undefined) first.set(command, index);
    });
    return () => {};
  },
};
