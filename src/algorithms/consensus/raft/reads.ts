/**
 * Linearizable reads that do not write (dissertation §6.4), and the other read modes.
 *
 * Read-index: (1) the leader has committed an entry of its term, so its commit index is at least that of any earlier
 * leader; (2) it notes the commit index; (3) a round of heartbeats begun after that is answered by a majority, so no
 * newer leader can have committed anything before; (4) the state machine has reached the index. Reads that arrive
 * while a round is under way share the next one.
 */
import { broadcastHeartbeat } from './heartbeat.ts';
import { ackedRoundAtOf, ackedRoundOf } from './progress.ts';
import { quorumValue } from './quorum.ts';
import { appendAsLeader } from './replication.ts';
import type { Leadership, Raft } from './state.ts';

export function startRead(raft: Raft, token: number): void {
  const { state, machine, options } = raft;
  const { leadership } = state;
  if (options.readMode === 'stale') {
    machine.readReady(token);
  } else if (leadership === undefined) {
    machine.readFailed(token);
  } else if (options.readMode === 'log') {
    readThroughLog(raft, leadership, token);
  } else if (options.readMode === 'lease' && holdsLease(raft, leadership)) {
    machine.readReady(token);
  } else {
    leadership.reads.push({ token, index: readIndex(raft, leadership), round: 0 });
  }
}

/**
 * Steps 1 and 2 in one: whatever earlier leaders committed stands before this term's no-op (§8), so a state machine
 * that has reached both the no-op and the commit index has it all.
 */
const readIndex = (raft: Raft, leadership: Leadership): number =>
  Math.max(raft.state.commitIndex, leadership.noopIndex);

/** §6.4, first paragraph: "committing an entry", which orders the read like a write. */
function readThroughLog(raft: Raft, leadership: Leadership, token: number): void {
  if (leadership.transfer !== undefined) {
    raft.machine.readFailed(token);
    return;
  }
  const { index } = appendAsLeader(raft, leadership, undefined, undefined);
  leadership.logReads.push({ token, index, round: 0 });
}

/**
 * §6.4.1: a majority answered heartbeats that were *sent* less than a minimum election timeout ago, and votes for
 * nobody else before that has passed on its own clocks, however far they drift within the bound.
 */
function holdsLease(raft: Raft, leadership: Leadership): boolean {
  if (leadership.leaseForfeited || raft.state.appliedIndex < readIndex(raft, leadership)) return false;
  const now = raft.environment.now();
  leadership.progress.get(raft.environment.self)!.ackedRoundAt = now;
  return now < quorumValue(leadership.electorate, ackedRoundAtOf) + raft.options.leaseDuration;
}

/** Answers the reads whose round is confirmed and whose index is applied; begins a round for those that have none. */
export function serveReads(raft: Raft, leadership: Leadership): void {
  answerReads(raft, leadership);
  const { reads } = leadership;
  if (reads.length === 0 || reads[reads.length - 1].round !== 0) return;
  if (leadership.readRound > confirmedRound(leadership)) return;
  broadcastHeartbeat(raft, leadership);
  // A majority of one has answered already.
  answerReads(raft, leadership);
}

const confirmedRound = (leadership: Leadership): number => quorumValue(leadership.electorate, ackedRoundOf);

function answerReads(raft: Raft, leadership: Leadership): void {
  const { reads } = leadership;
  if (reads.length === 0) return;
  const confirmed = confirmedRound(leadership);
  let answered = 0;
  while (answered < reads.length) {
    const { round, index } = reads[answered];
    if (round === 0 || round > confirmed || index > raft.state.appliedIndex) break;
    answered++;
  }
  for (const { token } of reads.splice(0, answered)) raft.machine.readReady(token);
}

/** The state machine has applied `index`: reads that went through the log up to there are answered. */
export function serveLogReads(raft: Raft, leadership: Leadership, index: number): void {
  const { logReads } = leadership;
  while (logReads.length > 0 && logReads[0].index <= index) raft.machine.readReady(logReads.shift()!.token);
}
