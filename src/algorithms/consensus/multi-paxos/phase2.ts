/**
 * Phase 2, pipelined ("Paxos Made Simple" §3; "Paxos Made Moderately Complex" §3 and §4: the commanders and the window).
 *
 * A new leader first proposes what phase 1 reported, slot by slot, and no-ops where nothing was: "the leader fills the gap
 * by proposing a special no-op command". Commands of clients follow. A command has its slot at once, but is proposed only
 * when the window of α slots reaches it (see `mayPropose`). Slots are decided in any order and applied in theirs.
 */
import type { ProcessId } from '../../environment.ts';
import type { Membership } from '../../protocol-event.ts';
import type { Command, LogPosition } from '../consensus.ts';
import { acceptAll, acknowledge } from './acceptor.ts';
import { armCheckQuorum, armHeartbeat, broadcastHeartbeat } from './heartbeat.ts';
import { commitTo } from './learner.ts';
import { allMembers, configurationAt, isChanging, lastConfiguration } from './membership.ts';
import { type Accepted, HEADER_BYTES } from './messages.ts';
import { createPeer, hearPeer, type Peer } from './peer.ts';
import { durableExtent } from './persistence.ts';
import { isQuorum, phase1Size, phase2Size } from './quorum.ts';
import { setRole } from './roles.ts';
import { sizeOf, VALUE_OVERHEAD, type Value, valuesFrom } from './slots.ts';
import type { Leadership, Paxos, Phase1 } from './state.ts';
import { TIMER } from './timers.ts';
import { armPreference } from './transfer.ts';

/** Phase 1 is complete for the next slot. */
export function becomeLeader(paxos: Paxos, phase1: Phase1): void {
  const { state, environment, options } = paxos;
  const firstSlot = state.commitIndex + 1;
  const leadership: Leadership = {
    phase1,
    firstSlot,
    nextSlot: firstSlot,
    queue: [],
    commanders: new Map(),
    configurationSlot: 0,
    peers: new Map(),
    uncommittedBytes: 0,
    round: 0,
    reads: [],
    logReads: [],
    transfer: undefined,
    leaseForfeited: false,
    preferred: undefined,
    flushArmed: false,
  };
  state.phase1 = undefined;
  state.leadership = leadership;
  refreshPeers(paxos, leadership);
  displaceUnsent(paxos, leadership);
  fillWindow(paxos, leadership);
  setRole(paxos, 'leader', environment.self, false);
  armHeartbeat(paxos);
  if (options.checkQuorum) armCheckQuorum(paxos);
  armPreference(paxos);
  broadcastHeartbeat(paxos, leadership);
  propose(paxos, leadership);
}

/** The last slot that has something to be proposed. */
export const lastAssigned = ({ nextSlot, queue }: Leadership): number => nextSlot - 1 + queue.length;

/** Gives a command, a configuration or a no-op the next free slot. */
export function assign(
  paxos: Paxos,
  leadership: Leadership,
  command: Command | undefined,
  membership: Membership | undefined,
): LogPosition {
  const { ballot: term } = paxos.state;
  const index = lastAssigned(leadership) + 1;
  enqueue(leadership, createValue(index, term, command, membership));
  return { index, term };
}

function createValue(
  slot: number,
  origin: number,
  command: Command | undefined,
  membership: Membership | undefined,
): Value {
  const members = membership === undefined ? 0 : membership.voters.length + membership.learners.length;
  return { slot, origin, command, membership, bytes: VALUE_OVERHEAD + (command?.bytes ?? 0) + 8 * members };
}

function enqueue(leadership: Leadership, value: Value): void {
  leadership.queue.push(value);
  leadership.uncommittedBytes += value.bytes;
  if (value.membership !== undefined) leadership.configurationSlot = value.slot;
}

/**
 * P2c ("Paxos Made Simple" §2.2): for a slot where phase 1 reported a proposal, that must be proposed. Fills the gaps
 * between such slots. A command that had the slot, and was not sent, is dropped: it will not be chosen there.
 */
export function displaceUnsent({ state }: Paxos, leadership: Leadership): void {
  const { phase1, queue, nextSlot } = leadership;
  for (let slot = lastAssigned(leadership) + 1; slot <= phase1.recovered; slot++) {
    enqueue(leadership, createValue(slot, state.ballot, undefined, undefined));
  }
  for (let i = 0; i < queue.length; i++) {
    const report = phase1.reports.get(nextSlot + i);
    if (report === undefined || report.value === queue[i]) continue;
    leadership.uncommittedBytes += report.value.bytes - queue[i].bytes;
    queue[i] = report.value;
    if (report.value.membership !== undefined) leadership.configurationSlot = nextSlot + i;
  }
}

/**
 * Whether `slot` may be proposed for now.
 *
 * - It is at most α after the last slot that is known to be chosen, so that it is known who decides on it.
 * - A quorum of phase 1 among those has promised.
 * - If it is the first of a configuration, everything before is known to be chosen, and a quorum of phase 2 of its voters
 *   has learned it: once it is chosen, the voters before may be switched off.
 */
function mayPropose({ state, options }: Paxos, leadership: Leadership, slot: number): boolean {
  if (slot > state.commitIndex + options.alpha) return false;
  const { from, membership } = configurationAt(state, slot);
  const { voters } = membership;
  const { promises } = leadership.phase1;
  if (!isQuorum(voters, phase1Size(voters.length, options), (voter) => promises.has(voter))) return false;
  if (slot !== from || slot === 1) return true;
  const own = durableExtent(state).commit;
  const learned = (voter: ProcessId) => (leadership.peers.get(voter)?.commit ?? own) >= slot - 1;
  return state.commitIndex === slot - 1 && isQuorum(voters, phase2Size(voters.length, options), learned);
}

/** Proposes what the window allows, and sends it. */
export function propose(paxos: Paxos, leadership: Leadership): void {
  if (leadership.flushArmed) return;
  const { queue } = leadership;
  let count = 0;
  while (count < queue.length && mayPropose(paxos, leadership, leadership.nextSlot + count)) count++;
  if (count > 0) {
    const values = queue.splice(0, count);
    for (const { slot } of values) {
      leadership.commanders.set(slot, { acceptors: [], chosen: false });
      leadership.phase1.reports.delete(slot);
    }
    leadership.nextSlot += count;
    acceptAll(paxos, values);
    acknowledge(paxos, paxos.environment.self, values);
  }
  for (const peer of leadership.peers.values()) sendAccepts(paxos, leadership, peer);
}

/** Gathers proposals for a while, if so set. */
export function proposeSoon(paxos: Paxos, leadership: Leadership): void {
  const { batchDelay } = paxos.options;
  if (batchDelay === 0) propose(paxos, leadership);
  else if (!leadership.flushArmed) {
    leadership.flushArmed = true;
    paxos.environment.setTimer(TIMER.flush, batchDelay);
  }
}

/** Phase 2 (a), for what `peer` has not been sent and is not known to be chosen, as far as its window allows. */
export function sendAccepts(paxos: Paxos, leadership: Leadership, peer: Peer): void {
  const { state, options, environment } = paxos;
  const { ballot: term, commitIndex: commit, slots } = state;
  peer.next = Math.max(peer.next, commit + 1);
  while (peer.next < leadership.nextSlot && !peer.silent && peer.inflight.length < options.maxInflight) {
    const { maxEntriesPerMessage, maxBytesPerMessage } = options;
    const values = valuesFrom(slots, peer.next, leadership.nextSlot - 1, maxEntriesPerMessage, maxBytesPerMessage);
    peer.next += values.length;
    peer.inflight.push({ last: peer.next - 1, sentAt: environment.now() });
    peer.sentCommit = commit;
    environment.send(peer.id, { kind: 'multi-paxos/accept', term, values, commit }, HEADER_BYTES + sizeOf(values));
  }
}

/** Phase 2 (b), of a peer. */
export function handleAccepted(paxos: Paxos, leadership: Leadership, peer: Peer, message: Accepted): void {
  const { first, last, commit, durable } = message;
  hearPeer(peer, commit, durable);
  while (peer.inflight.length > 0 && peer.inflight[0].last <= last) peer.inflight.shift();
  countAccepted(paxos, leadership, peer.id, first, last);
  sendAccepts(paxos, leadership, peer);
}

/**
 * `acceptor` has accepted the slots from `first` to `last` in the own ballot, or knows them to be chosen. A slot is
 * decided by the voters of its own configuration; acceptors are counted, not messages.
 */
export function countAccepted(
  paxos: Paxos,
  leadership: Leadership,
  acceptor: ProcessId,
  first: number,
  last: number,
): void {
  const { state, options } = paxos;
  const { commanders, nextSlot } = leadership;
  const end = Math.min(last, nextSlot - 1);
  for (let slot = Math.max(first, state.commitIndex + 1); slot <= end; slot++) {
    const commander = commanders.get(slot)!;
    const { voters } = configurationAt(state, slot).membership;
    if (commander.chosen || commander.acceptors.includes(acceptor) || !voters.includes(acceptor)) continue;
    commander.acceptors.push(acceptor);
    commander.chosen = commander.acceptors.length >= phase2Size(voters.length, options);
  }
  let commit = state.commitIndex;
  while (commanders.get(commit + 1)?.chosen) commanders.delete(++commit);
  commitTo(paxos, commit);
}

/** Fills the slots that a known configuration waits for, so that it comes into force though nobody has a command. */
function fillWindow(paxos: Paxos, leadership: Leadership): void {
  const { from } = lastConfiguration(paxos.state);
  if (!isChanging(paxos.state)) return;
  while (lastAssigned(leadership) < from) assign(paxos, leadership, undefined, undefined);
}

/** More is known to be chosen: proposes what the window now reaches. If nothing is left to be sent, says what is chosen. */
export function afterCommit(paxos: Paxos, leadership: Leadership): void {
  const { state, environment } = paxos;
  const { ballot: term, commitIndex: commit } = state;
  fillWindow(paxos, leadership);
  propose(paxos, leadership);
  if (commit < leadership.nextSlot - 1) return;
  // The next slot waits to hear who has learned what is before it.
  if (commit === lastConfiguration(state).from - 1) broadcastHeartbeat(paxos, leadership);
  for (const peer of leadership.peers.values()) {
    if (peer.sentCommit === commit) continue;
    peer.sentCommit = commit;
    environment.send(peer.id, { kind: 'multi-paxos/chosen', term, commit }, HEADER_BYTES);
  }
}

/** Makes `peers` hold the members of every configuration that counts. */
export function refreshPeers({ state, environment }: Paxos, leadership: Leadership): void {
  const { peers } = leadership;
  const members = allMembers(state);
  for (const id of members) {
    if (id !== environment.self && !peers.has(id)) peers.set(id, createPeer(id, state.commitIndex + 1));
  }
  for (const id of [...peers.keys()]) if (!members.includes(id)) peers.delete(id);
}
