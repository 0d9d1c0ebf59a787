/**
 * Linearizable reads that do not write (as the ReadIndex and leases of Raft's dissertation, §6.4; leases in "Paxos Made
 * Live", §5.2), and the other read modes.
 *
 * Read-index: (1) all that phase 1 reported is chosen, and the acceptors of the next slot have promised, so the commit
 * index is at least that of any earlier leader; (2) it is noted; (3) a round of heartbeats begun after that is answered,
 * in the same ballot, by a quorum of phase 2 of those acceptors: it meets every quorum of phase 1, so nobody with a higher
 * ballot can have had anything chosen by then; (4) the state machine has reached the index. Reads that arrive while a
 * round is under way share the next one.
 */
import { broadcastHeartbeat, lastHeard } from './heartbeat.ts';
import { configurationInForce } from './membership.ts';
import { hasPhase1Quorum } from './phase1.ts';
import { assign, propose } from './phase2.ts';
import { isQuorum, phase2Size, quorumValue } from './quorum.ts';
import type { Value } from './slots.ts';
import type { Leadership, Paxos, PendingRead } from './state.ts';

export function startRead(paxos: Paxos, token: number): void {
  const { state, machine, options } = paxos;
  const { leadership } = state;
  if (options.readMode === 'stale') {
    machine.readReady(token);
  } else if (leadership === undefined) {
    machine.readFailed(token);
  } else if (options.readMode === 'log') {
    readThroughLog(paxos, leadership, token);
  } else if (options.readMode === 'lease' && holdsLease(paxos, leadership)) {
    machine.readReady(token);
  } else {
    leadership.reads.push({ token, index: 0, round: 0, voters: [] });
  }
}

/** Step 1. */
const knowsAllChosen = (paxos: Paxos, { phase1 }: Leadership): boolean =>
  paxos.state.commitIndex >= phase1.recovered && hasPhase1Quorum(paxos, phase1.promises);

/** A no-op orders the read as a write would be. */
function readThroughLog(paxos: Paxos, leadership: Leadership, token: number): void {
  if (leadership.transfer !== undefined) {
    paxos.machine.readFailed(token);
    return;
  }
  const { index } = assign(paxos, leadership, undefined, undefined);
  leadership.logReads.push({ token, index, round: 0, voters: [] });
  propose(paxos, leadership);
}

/**
 * A quorum of phase 2 answered heartbeats that were *sent* less than a minimum election timeout ago, and promises no other
 * ballot before that has passed on its own clocks, however far they drift within the bound.
 */
function holdsLease(paxos: Paxos, leadership: Leadership): boolean {
  const { state, options, environment } = paxos;
  if (leadership.leaseForfeited || !knowsAllChosen(paxos, leadership)) return false;
  if (state.appliedIndex < state.commitIndex) return false;
  const { voters } = configurationInForce(state).membership;
  const heard = quorumValue(voters, phase2Size(voters.length, options), (id) => lastHeard(paxos, leadership, id));
  return environment.now() < heard + options.leaseDuration;
}

/** Steps 2 and 3 begin, for the reads without a round: the last ones. */
export function joinReads(paxos: Paxos, leadership: Leadership): void {
  const { reads, round } = leadership;
  if (reads.length === 0 || reads[reads.length - 1].round !== 0 || !knowsAllChosen(paxos, leadership)) return;
  const { commitIndex } = paxos.state;
  const { voters } = configurationInForce(paxos.state).membership;
  for (let i = reads.length - 1; i >= 0 && reads[i].round === 0; i--) {
    reads[i].round = round;
    reads[i].index = commitIndex;
    reads[i].voters = voters;
  }
}

/** Other acceptors decide from now on: reads that wait for the former ones begin anew. */
export function restartReads(leadership: Leadership): void {
  for (const read of leadership.reads) read.round = 0;
}

/** Answers the reads whose round is confirmed and whose index is applied; begins a round for those that have none. */
export function serveReads(paxos: Paxos, leadership: Leadership): void {
  answerReads(paxos, leadership);
  const { reads } = leadership;
  if (reads.length === 0 || reads[reads.length - 1].round !== 0 || !knowsAllChosen(paxos, leadership)) return;
  if (reads[0].round !== 0) return;
  broadcastHeartbeat(paxos, leadership);
  // A quorum of one has answered already.
  answerReads(paxos, leadership);
}

function isConfirmed({ environment, options }: Paxos, { peers }: Leadership, { voters, round }: PendingRead): boolean {
  const { self } = environment;
  const answered = (id: number) => id === self || (peers.get(id)?.ackedRound ?? 0) >= round;
  return isQuorum(voters, phase2Size(voters.length, options), answered);
}

function answerReads(paxos: Paxos, leadership: Leadership): void {
  const { reads } = leadership;
  let answered = 0;
  while (answered < reads.length) {
    const read = reads[answered];
    if (read.round === 0 || read.index > paxos.state.appliedIndex || !isConfirmed(paxos, leadership, read)) break;
    answered++;
  }
  if (answered === 0) return;
  for (const { token } of reads.splice(0, answered)) paxos.machine.readReady(token);
}

/**
 * `value` is applied: reads that went through the log up to there are answered. Not those whose no-op another value
 * displaced: it may be older than the read.
 */
export function serveLogReads({ state, machine }: Paxos, { logReads }: Leadership, value: Value): void {
  while (logReads.length > 0 && logReads[0].index <= value.slot) {
    const { token, index } = logReads.shift()!;
    if (index === value.slot && value.origin === state.ballot) machine.readReady(token);
    else machine.readFailed(token);
  }
}
