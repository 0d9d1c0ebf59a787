/**
 * Leadership transfer (as Raft's dissertation, §3.10), and the preferred leaders that it makes possible.
 *
 * 1. The leader stops accepting proposals. 2. It waits until the target has accepted all that was proposed. 3. It asks the
 * target to begin a ballot at once. If that has not deposed the leader after a while, it gives up and goes on.
 */
import type { ProcessId } from '../../environment.ts';
import { broadcastHeartbeat } from './heartbeat.ts';
import { configurationInForce, currentMembership } from './membership.ts';
import { HEADER_BYTES } from './messages.ts';
import type { Peer } from './peer.ts';
import { lastAssigned } from './phase2.ts';
import type { Leadership, Paxos } from './state.ts';
import { delayOf, TIMER } from './timers.ts';

/** Only a leader can start a transfer, and only to another voter. A second one replaces the first. */
export function startTransfer(paxos: Paxos, leadership: Leadership, to: ProcessId): void {
  const { state, environment, options } = paxos;
  if (leadership.transfer?.to === to) return;
  if (to === environment.self || !configurationInForce(state).membership.voters.includes(to)) return;
  if (leadership.transfer !== undefined) abortTransfer(paxos, leadership);
  leadership.transfer = { to, sent: false };
  environment.observe({ type: 'transfer', to, phase: 'started' });
  environment.setTimer(TIMER.transfer, delayOf(paxos, options.transferTimeout));
  const peer = leadership.peers.get(to)!;
  continueTransfer(paxos, leadership, peer);
  // It may have everything, and this leader not know.
  if (leadership.transfer?.sent === false) broadcastHeartbeat(paxos, leadership);
}

/** Step 3, as soon as the target has everything. */
export function continueTransfer(paxos: Paxos, leadership: Leadership, peer: Peer): void {
  const { transfer } = leadership;
  if (transfer === undefined || transfer.sent || transfer.to !== peer.id) return;
  if (peer.durable < lastAssigned(leadership)) return;
  transfer.sent = true;
  paxos.environment.observe({ type: 'transfer', to: peer.id, phase: 'sent' });
  sendLead(paxos, leadership, peer.id);
}

/**
 * The ballot that follows is promised even by those who hear this leader, on which leases stand, and the message may
 * arrive long after the transfer was given up: there is no lease any more.
 */
function sendLead({ state, environment }: Paxos, leadership: Leadership, to: ProcessId): void {
  leadership.leaseForfeited = true;
  environment.send(to, { kind: 'multi-paxos/lead', term: state.ballot }, HEADER_BYTES);
}

/** A leader that leaves the cluster names a successor: the first voter that has everything. */
export function handOver(paxos: Paxos, leadership: Leadership): void {
  const { voters } = configurationInForce(paxos.state).membership;
  const heir = voters.find((id) => (leadership.peers.get(id)?.durable ?? -1) >= paxos.state.commitIndex);
  if (heir !== undefined) sendLead(paxos, leadership, heir);
}

export function abortTransfer({ environment }: Paxos, leadership: Leadership): void {
  const { transfer } = leadership;
  if (transfer === undefined) return;
  leadership.transfer = undefined;
  environment.cancelTimer(TIMER.transfer);
  environment.observe({ type: 'transfer', to: transfer.to, phase: 'aborted' });
}

export function armPreference(paxos: Paxos): void {
  const { environment, options } = paxos;
  if (options.leaderPreference === 'none') return;
  environment.setTimer(TIMER.preference, delayOf(paxos, options.leaderPreferenceDelay));
}

/**
 * `voter-order`: hands over to the first voter before this replica in the configuration that has been caught up at two
 * looks in a row, so for a whole `leaderPreferenceDelay`.
 */
export function onPreferenceTimer(paxos: Paxos, leadership: Leadership): void {
  const { state, environment, options } = paxos;
  const { voters, outgoing } = currentMembership(state);
  const better = voters.slice(0, Math.max(0, voters.indexOf(environment.self)));
  const candidate = better.find((id) => isCaughtUp(leadership.peers.get(id)));
  const stable = candidate !== undefined && candidate === leadership.preferred;
  leadership.preferred = candidate;
  if (stable && outgoing.length === 0) startTransfer(paxos, leadership, candidate);
  armPreference(paxos);

  function isCaughtUp(peer: Peer | undefined): boolean {
    if (peer === undefined || peer.durable < state.commitIndex) return false;
    return environment.now() - peer.ackedRoundAt < options.electionTimeout.min;
  }
}
