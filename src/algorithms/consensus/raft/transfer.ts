/**
 * Leadership transfer (dissertation §3.10), and the preferred leaders that it makes possible.
 *
 * 1. The leader stops accepting proposals. 2. It brings the target's log up to its own. 3. It sends TimeoutNow, and the
 * target stands for election at once. If that has not deposed the leader after a while, it gives up and goes on.
 */
import type { ProcessId } from '../../environment.ts';
import { lastIndex } from './log.ts';
import { currentMembership, isJoint, isVoter } from './membership.ts';
import { HEADER_BYTES } from './messages.ts';
import type { Progress } from './progress.ts';
import { replicateTo } from './replication.ts';
import type { Leadership, Raft } from './state.ts';
import { delayOf, TIMER } from './timers.ts';

/** Only a leader can start a transfer, and only to another voter. A second one replaces the first. */
export function startTransfer(raft: Raft, leadership: Leadership, to: ProcessId): void {
  const { state, environment, options } = raft;
  if (leadership.transfer?.to === to) return;
  if (to === environment.self || !isVoter(currentMembership(state), to)) return;
  if (leadership.transfer !== undefined) abortTransfer(raft, leadership);
  leadership.transfer = { to, sent: false };
  environment.observe({ type: 'transfer', to, phase: 'started' });
  environment.setTimer(TIMER.transfer, delayOf(raft, options.transferTimeout));
  const peer = leadership.progress.get(to)!;
  replicateTo(raft, peer);
  continueTransfer(raft, leadership, peer);
}

/** Step 3, as soon as the target has everything. */
export function continueTransfer(raft: Raft, leadership: Leadership, peer: Progress): void {
  const { transfer } = leadership;
  if (transfer === undefined || transfer.sent || transfer.to !== peer.id) return;
  if (peer.match < lastIndex(raft.state.log)) return;
  transfer.sent = true;
  raft.environment.observe({ type: 'transfer', to: peer.id, phase: 'sent' });
  sendTimeoutNow(raft, leadership, peer.id);
}

/**
 * The election that follows overrides §4.2.3, on which leases stand, and the message may arrive long after the
 * transfer was given up: there is no lease for the rest of the term.
 */
function sendTimeoutNow(raft: Raft, leadership: Leadership, to: ProcessId): void {
  leadership.leaseForfeited = true;
  raft.environment.send(to, { kind: 'raft/timeout-now', term: raft.state.term }, HEADER_BYTES);
}

/** A leader that leaves the cluster names a successor (§4.2.2): the first voter that has its whole log. */
export function handOver(raft: Raft, leadership: Leadership): void {
  const last = lastIndex(raft.state.log);
  const heir = leadership.electorate.incoming.find((peer) => peer.match === last && peer.id !== raft.environment.self);
  if (heir !== undefined) sendTimeoutNow(raft, leadership, heir.id);
}

export function abortTransfer(raft: Raft, leadership: Leadership): void {
  const { transfer } = leadership;
  if (transfer === undefined) return;
  leadership.transfer = undefined;
  raft.environment.cancelTimer(TIMER.transfer);
  raft.environment.observe({ type: 'transfer', to: transfer.to, phase: 'aborted' });
}

export function armPreference(raft: Raft): void {
  const { environment, options } = raft;
  if (options.leaderPreference === 'none') return;
  environment.setTimer(TIMER.preference, delayOf(raft, options.leaderPreferenceDelay));
}

/**
 * `voter-order`: hands over to the first voter before this replica in the configuration that has been caught up at two
 * looks in a row, so for a whole `leaderPreferenceDelay`.
 */
export function onPreferenceTimer(raft: Raft, leadership: Leadership): void {
  const { state, environment } = raft;
  const { voters } = currentMembership(state);
  const own = voters.indexOf(environment.self);
  const better = leadership.electorate.incoming.slice(0, Math.max(0, own));
  const candidate = better.find(
    (peer) => peer.mode === 'replicate' && peer.match >= state.commitIndex && isFresh(peer),
  );
  const stable = candidate !== undefined && candidate.id === leadership.preferred;
  leadership.preferred = candidate?.id;
  if (stable && !isJoint(currentMembership(state))) startTransfer(raft, leadership, candidate.id);
  armPreference(raft);

  function isFresh(peer: Progress): boolean {
    return environment.now() - peer.ackedRoundAt < raft.options.electionTimeout.min;
  }
}
