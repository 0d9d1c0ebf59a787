/**
 * Snapshots and log compaction (§7; dissertation §5): taking one, and installing one that the leader sent.
 *
 * Both replace the content of the disk, and neither shows in memory before that is durable: if the rewrite fails, the
 * old log is still on the disk and still in use.
 */
import type { ProcessId } from '../../environment.ts';
import type { Membership } from '../../protocol-event.ts';
import { hearLeader } from './follow.ts';
import { compact, lastIndex, resetLog, termAt } from './log.ts';
import { committedMembership } from './membership.ts';
import { HEADER_BYTES, type InstallSnapshot } from './messages.ts';
import { rewrite, tellLog } from './persistence.ts';
import { refreshRole } from './roles.ts';
import type { Raft } from './state.ts';

export interface Snapshot {
  /** Position of the last entry whose effect it holds. */
  readonly index: number;
  readonly term: number;
  /** In force there. */
  readonly membership: Membership;
  readonly data: unknown;
  readonly bytes: number;
}

/** Every `snapshotEvery` applied entries (as etcd), unless one is being saved. Needs `appliedIndex === commitIndex`. */
export function takeSnapshotIfDue(raft: Raft): void {
  const { state, environment, machine, options } = raft;
  const index = state.appliedIndex;
  const previous = state.snapshot?.index ?? 0;
  if (index - previous < options.snapshotEvery || index < state.nextSnapshotIndex) return;
  if (state.saving !== undefined || state.installing !== undefined) return;
  const term = termAt(state.log, index)!;
  const snapshot: Snapshot = { index, term, membership: committedMembership(state), ...machine.snapshot() };
  state.saving = snapshot;
  const base = Math.max(state.log.baseIndex, index - options.snapshotKeep);
  environment.observe({ type: 'snapshot', action: 'taken', index, term });
  rewrite(raft, 'snapshot', snapshot, { index: base, term: termAt(state.log, base)! });
}

/** The snapshot that was taken is durable: the entries that it covers may go, but for the last `snapshotKeep`. */
export function finishSnapshot(raft: Raft): void {
  const { state, environment, options } = raft;
  const snapshot = state.saving!;
  state.saving = undefined;
  // A snapshot of a leader, installed meanwhile, goes further.
  if (state.snapshot !== undefined && state.snapshot.index >= snapshot.index) return;
  state.snapshot = snapshot;
  const base = snapshot.index - options.snapshotKeep;
  if (base <= state.log.baseIndex) return;
  compact(state.log, base);
  environment.observe({ type: 'compacted', index: base });
}

/** It could not be saved: the log stays, and the next attempt waits for as many entries again. */
export function abandonSnapshot(raft: Raft): void {
  const { state, options } = raft;
  state.nextSnapshotIndex = state.saving!.index + options.snapshotEvery;
  state.saving = undefined;
}

/** InstallSnapshot of the current term, Figure 13. Chunks are taken in order; any other is answered with what is due. */
export function handleInstallSnapshot(raft: Raft, from: ProcessId, message: InstallSnapshot): void {
  const { state, environment } = raft;
  if (!hearLeader(raft, from) || state.installing !== undefined) return;
  const { index, indexTerm, offset } = message;
  if (index <= state.commitIndex || termAt(state.log, index) === indexTerm) {
    // Step 6: the log holds the snapshot's last entry, so it keeps what follows; all up to there is committed.
    state.receiving = undefined;
    state.commitIndex = Math.max(state.commitIndex, index);
    state.matchedIndex = Math.max(state.matchedIndex, state.commitIndex);
    state.answerDue = true;
    return;
  }
  const { receiving } = state;
  let expected = receiving?.index === index && receiving.indexTerm === indexTerm ? receiving.offset : 0;
  if (offset === expected) {
    expected += message.length;
    if (expected >= message.total) {
      state.receiving = undefined;
      install(raft, message);
      return;
    }
    state.receiving = { index, indexTerm, offset: expected };
  }
  environment.send(from, { kind: 'raft/install-response', term: state.term, index, offset: expected }, HEADER_BYTES);
}

function install(raft: Raft, message: InstallSnapshot): void {
  const { index, indexTerm: term, membership, data, total: bytes } = message;
  const snapshot: Snapshot = { index, term, membership, data, bytes };
  raft.state.installing = snapshot;
  rewrite(raft, 'install', snapshot, { index, term });
}

/** Step 7 and 8: the snapshot is durable; it replaces the whole log, the state and the configuration. */
export function finishInstall(raft: Raft): void {
  const { state, environment, machine } = raft;
  const snapshot = state.installing!;
  const { index, term, membership } = snapshot;
  state.installing = undefined;
  state.snapshot = snapshot;
  resetLog(state.log, index, term);
  state.stableIndex = index;
  // Entries of the old log that a later sync would still report: they are gone.
  for (const sync of state.syncs) sync.stableIndex = Math.min(sync.stableIndex, lastIndex(state.log));
  state.commitIndex = index;
  state.appliedIndex = index;
  state.configurations.splice(0, state.configurations.length, { index, membership });
  environment.observe({ type: 'membership', index, membership, committed: true });
  environment.observe({ type: 'snapshot', action: 'installed', index, term });
  tellLog(raft);
  machine.restore(snapshot.data, { index, term });
  refreshRole(raft);
  state.matchedIndex = index;
  state.answerDue = true;
}

/** The disk refused it: the old log goes on, and the leader begins anew when it hears nothing. */
export function abandonInstall(raft: Raft): void {
  raft.state.installing = undefined;
}
