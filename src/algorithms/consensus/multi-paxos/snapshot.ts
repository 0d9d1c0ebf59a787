/**
 * Snapshots and compaction of the slots ("Paxos Made Live", Chandra, Griesemer and Redstone, 2007, §5.5): taking one, and
 * installing one that another replica sent.
 *
 * Both replace the content of the disk, and neither shows in memory before that is durable: if the rewrite fails, the
 * old content is still on the disk and still in use.
 */
import type { ProcessId } from '../../environment.ts';
import type { Ballot } from '../synod/ballot.ts';
import { askToLearn, hearTeacher } from './learner.ts';
import { type Configuration, currentMembership, lastConfiguration } from './membership.ts';
import type { SnapshotChunk } from './messages.ts';
import { rewrite } from './persistence.ts';
import { refreshRole } from './roles.ts';
import { compact, endOfRun, originAt } from './slots.ts';
import type { Paxos } from './state.ts';

export interface Snapshot {
  /** The last slot whose effect it holds, and the origin of its value. */
  readonly index: number;
  readonly origin: Ballot;
  /** In force there, and known there to come. */
  readonly configurations: readonly Configuration[];
  readonly data: unknown;
  readonly bytes: number;
}

/** Every `snapshotEvery` applied slots, unless one is being saved. Needs `appliedIndex === commitIndex`. */
export function takeSnapshotIfDue(paxos: Paxos): void {
  const { state, environment, machine, options } = paxos;
  const index = state.appliedIndex;
  const previous = state.snapshot?.index ?? 0;
  if (index - previous < options.snapshotEvery || index < state.nextSnapshotIndex) return;
  if (state.saving !== undefined || state.installing !== undefined) return;
  const origin = originAt(state.slots, index);
  const snapshot: Snapshot = { index, origin, configurations: [...state.configurations], ...machine.snapshot() };
  state.saving = snapshot;
  environment.observe({ type: 'snapshot', action: 'taken', index, term: origin });
  const base = Math.max(state.slots.base, index - options.snapshotKeep);
  rewrite(paxos, 'snapshot', snapshot, { slot: base, origin: originAt(state.slots, base) });
}

/** The snapshot that was taken is durable: the slots that it covers may go, but for the last `snapshotKeep`. */
export function finishSnapshot(paxos: Paxos): void {
  const { state, environment, options } = paxos;
  const snapshot = state.saving!;
  state.saving = undefined;
  // One that was installed meanwhile goes further.
  if (state.snapshot !== undefined && state.snapshot.index >= snapshot.index) return;
  state.snapshot = snapshot;
  const base = snapshot.index - options.snapshotKeep;
  if (base <= state.slots.base) return;
  compact(state.slots, base, originAt(state.slots, base));
  environment.observe({ type: 'compacted', index: base });
}

/** It could not be saved: the slots stay, and the next attempt waits for as many again. */
export function abandonSnapshot({ state, options }: Paxos): void {
  state.nextSnapshotIndex = state.saving!.index + options.snapshotEvery;
  state.saving = undefined;
}

/** Chunks are taken in order; any other is an old one, or is asked for again in time. */
export function handleSnapshotChunk(paxos: Paxos, from: ProcessId, chunk: SnapshotChunk): void {
  const { state } = paxos;
  const { index, origin, offset } = chunk;
  if (state.installing !== undefined || state.role === 'leader') return;
  const { receiving } = state;
  const same = receiving?.index === index && receiving.origin === origin;
  const expected = same ? receiving.offset : 0;
  if (offset !== expected) return;
  hearTeacher(paxos, from);
  state.heardCommit = Math.max(state.heardCommit, index);
  if (index <= state.commitIndex) state.receiving = undefined;
  else if (offset + chunk.length >= chunk.total) {
    state.receiving = undefined;
    install(paxos, chunk);
  } else {
    state.receiving = { index, origin, offset: offset + chunk.length };
    askToLearn(paxos, from);
  }
}

function install(paxos: Paxos, chunk: SnapshotChunk): void {
  const { index, origin, configurations, data, total: bytes } = chunk;
  const snapshot: Snapshot = { index, origin, configurations, data, bytes };
  paxos.state.installing = snapshot;
  rewrite(paxos, 'install', snapshot, { slot: index, origin });
}

/** It is durable: it takes the place of the state and of all slots that it covers. What is accepted beyond stays. */
export function finishInstall(paxos: Paxos): void {
  const { state, environment, machine, log } = paxos;
  const snapshot = state.installing!;
  const { index, origin, configurations } = snapshot;
  state.installing = undefined;
  state.snapshot = snapshot;
  compact(state.slots, index, origin);
  if (index <= state.appliedIndex) return;
  state.commitIndex = index;
  state.appliedIndex = index;
  state.lastInBallot = Math.max(state.lastInBallot, index);
  state.received = endOfRun(state.slots, Math.max(state.received, index), state.ballot);
  state.durable = Math.max(state.durable, index);
  state.configurations.splice(0, state.configurations.length, ...configurations);
  const { index: changedAt, from } = lastConfiguration(state);
  const membership = currentMembership(state);
  environment.observe({ type: 'membership', index: changedAt, membership, committed: from <= index });
  environment.observe({ type: 'snapshot', action: 'installed', index, term: origin });
  log?.committed(index);
  machine.restore(snapshot.data, { index, term: origin });
  refreshRole(paxos);
}

/** The disk refused it: the old content goes on, and the replica asks anew when it hears of what it lacks. */
export function abandonInstall(paxos: Paxos): void {
  paxos.state.installing = undefined;
}
