/** The failure detector: heartbeats of the leader, and its check that it still has a quorum. */
import type { ProcessId } from '../../environment.ts';
import { hearLeader } from './acceptor.ts';
import { noteCommit } from './learner.ts';
import { configurationInForce, isChanging, lastConfiguration } from './membership.ts';
import { HEADER_BYTES, type Heartbeat, type HeartbeatResponse } from './messages.ts';
import { hearPeer, type Peer } from './peer.ts';
import { durableExtent } from './persistence.ts';
import { countAccepted, propose, sendAccepts } from './phase2.ts';
import { isQuorum, phase2Size, quorumValue } from './quorum.ts';
import { joinReads } from './reads.ts';
import { becomeFollower } from './roles.ts';
import { endOfRun } from './slots.ts';
import type { Leadership, Paxos } from './state.ts';
import { delayOf, TIMER } from './timers.ts';

/** Begins a new round of heartbeats; every waiting read joins it that may. */
export function broadcastHeartbeat(paxos: Paxos, leadership: Leadership): void {
  const { state, environment } = paxos;
  const { ballot: term, commitIndex: commit } = state;
  const round = ++leadership.round;
  const sentAt = environment.now();
  joinReads(paxos, leadership);
  const message: Heartbeat = { kind: 'multi-paxos/heartbeat', term, commit, round, sentAt };
  const { phase1 } = leadership;
  for (const peer of leadership.peers.values()) {
    environment.send(peer.id, message, HEADER_BYTES);
    peer.sentCommit = commit;
    if (phase1.promises.has(peer.id) || !isNeeded(peer.id)) continue;
    environment.send(peer.id, { kind: 'multi-paxos/prepare', term, commit, transfer: false }, HEADER_BYTES);
  }

  /** Its promise is, for a configuration that is to come. */
  function isNeeded(id: ProcessId): boolean {
    return isChanging(state) && lastConfiguration(state).membership.voters.includes(id);
  }
}

export function onHeartbeatTimer(paxos: Paxos, leadership: Leadership): void {
  broadcastHeartbeat(paxos, leadership);
  armHeartbeat(paxos);
}

export const armHeartbeat = (paxos: Paxos): void =>
  paxos.environment.setTimer(TIMER.heartbeat, delayOf(paxos, paxos.options.heartbeatInterval));

export const armCheckQuorum = (paxos: Paxos): void =>
  paxos.environment.setTimer(TIMER.checkQuorum, delayOf(paxos, paxos.options.electionTimeout.min));

/** Answered at once: it promises nothing, and says how far what is durable reaches. */
export function handleHeartbeat(paxos: Paxos, from: ProcessId, { commit, round, sentAt }: Heartbeat): void {
  const { state, environment } = paxos;
  hearLeader(paxos);
  noteCommit(paxos, commit);
  const { ballot: term, slots } = state;
  const received = endOfRun(slots, Math.max(state.received, commit), term);
  environment.send(
    from,
    { kind: 'multi-paxos/heartbeat-response', term, round, sentAt, received, ...durableExtent(state) },
    HEADER_BYTES,
  );
}

/** A peer is there. An accept request that was sent before this heartbeat and has not arrived is taken to be lost. */
export function handleHeartbeatResponse(
  paxos: Paxos,
  leadership: Leadership,
  peer: Peer,
  answer: HeartbeatResponse,
): void {
  const { round, sentAt, commit, durable, received } = answer;
  hearPeer(peer, commit, durable);
  if (round > peer.ackedRound) {
    peer.ackedRound = round;
    peer.ackedRoundAt = sentAt;
  }
  countAccepted(paxos, leadership, peer.id, 1, durable);
  while (peer.inflight.length > 0 && peer.inflight[0].last <= durable) peer.inflight.shift();
  const suspect = peer.inflight.find(({ last }) => last > received);
  if (received + 1 < peer.next && (suspect === undefined || suspect.sentAt < sentAt)) {
    peer.next = received + 1;
    peer.inflight.length = 0;
  }
  sendAccepts(paxos, leadership, peer);
  propose(paxos, leadership);
}

/** A leader steps down if an election timeout passes without word of a quorum of phase 2: it could have nothing chosen. */
export function onCheckQuorumTimer(paxos: Paxos, leadership: Leadership): void {
  const { state, environment, options } = paxos;
  const { voters } = configurationInForce(state).membership;
  const size = phase2Size(voters.length, options);
  const { peers } = leadership;
  if (!isQuorum(voters, size, (id) => id === environment.self || peers.get(id)?.recentlyActive === true)) {
    const heard = quorumValue(voters, size, (id) => lastHeard(paxos, leadership, id));
    const silence = Number.isFinite(heard) ? environment.now() - heard : undefined;
    environment.observe({ type: 'suspect', term: state.ballot, reason: 'check-quorum', silence });
    becomeFollower(paxos, state.ballot, undefined);
    return;
  }
  for (const peer of peers.values()) peer.recentlyActive = false;
  armCheckQuorum(paxos);
}

/** When the last heartbeat that `id` answered was sent, on the leader's clock; now for the leader itself. */
export const lastHeard = ({ environment }: Paxos, { peers }: Leadership, id: ProcessId): number =>
  id === environment.self ? environment.now() : (peers.get(id)?.ackedRoundAt ?? Number.NEGATIVE_INFINITY);
