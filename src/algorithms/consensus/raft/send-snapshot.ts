/**
 * The leader's side of InstallSnapshot (Figure 13; dissertation §5.3): a follower that needs entries which are
 * compacted gets the snapshot, a chunk at a time, each sent when the one before is acknowledged.
 */
import type { InstallResponse } from './messages.ts';
import { HEADER_BYTES } from './messages.ts';
import { becomeSnapshot, type Progress } from './progress.ts';
import type { Raft } from './state.ts';

/** Begins to send the latest snapshot, to a follower that is known to be there. False if it is not. */
export function beginSnapshot(raft: Raft, peer: Progress): boolean {
  const { snapshot } = raft.state;
  if (!peer.recentlyActive || snapshot === undefined) return false;
  becomeSnapshot(peer, snapshot);
  const { index, term } = snapshot;
  raft.environment.observe({ type: 'snapshot', action: 'sent', index, term, peer: peer.id });
  sendChunk(raft, peer);
  return true;
}

function sendChunk(raft: Raft, peer: Progress): void {
  const { state, environment, options } = raft;
  const { index, term: indexTerm, membership, data, bytes: total } = peer.sending!;
  const offset = peer.sentOffset;
  const length = Math.min(options.snapshotChunk, total - offset);
  const last = offset + length >= total;
  peer.chunkSentAt = environment.now();
  environment.send(
    peer.id,
    {
      kind: 'raft/install-snapshot',
      term: state.term,
      index,
      indexTerm,
      membership,
      offset,
      length,
      total,
      data: last ? data : undefined,
    },
    HEADER_BYTES + length,
  );
}

/** A chunk has arrived, or another than the one sent is due. Late answers about another snapshot say nothing. */
export function handleInstallResponse(raft: Raft, peer: Progress, answer: InstallResponse): void {
  peer.recentlyActive = true;
  if (peer.mode !== 'snapshot' || peer.sending!.index !== answer.index || peer.sentOffset === answer.offset) return;
  peer.sentOffset = answer.offset;
  sendChunk(raft, peer);
}

/** The follower is there but has not acknowledged the last chunk for an election timeout: it is taken to be lost. */
export function resendChunk(raft: Raft, peer: Progress): void {
  if (raft.environment.now() - peer.chunkSentAt >= raft.options.electionTimeout.min) sendChunk(raft, peer);
}
