/** The receiver's side of AppendEntries (Figure 2) and of heartbeats. */
import type { ProcessId } from '../../environment.ts';
import { entryAt, type LogEntry, lastAgreement, lastIndex, termAt, truncate } from './log.ts';
import { noteAppended, rollBackMembership } from './membership.ts';
import { type AppendEntries, HEADER_BYTES, type Heartbeat } from './messages.ts';
import { noteTruncation, saveEntries } from './persistence.ts';
import { becomeFollower, halt, refreshRole } from './roles.ts';
import type { Raft } from './state.ts';
import { restartElectionTimeout } from './timers.ts';

/** A message of the leader of the current term has come. False if that cannot be. */
export function hearLeader(raft: Raft, from: ProcessId): boolean {
  const { state, environment } = raft;
  if (state.role === 'leader') {
    halt(raft, `two leaders in term ${state.term}: ${environment.self} and ${from}`);
    return false;
  }
  // §5.2: a candidate that hears from a leader whose term is not older than its own recognizes it.
  if (state.leader !== from || state.role === 'candidate' || state.role === 'pre-candidate') {
    becomeFollower(raft, state.term, from);
  }
  state.lastContact = environment.now();
  restartElectionTimeout(raft);
  return true;
}

/** AppendEntries of the current term, Figure 2, steps 2 to 5. */
export function handleAppend(raft: Raft, from: ProcessId, message: AppendEntries): void {
  const { state } = raft;
  if (!hearLeader(raft, from)) return;
  // The log is about to be replaced: nothing can be matched against it before that is durable.
  if (state.installing !== undefined) return;
  const { prevIndex, prevTerm, entries } = message;
  const end = prevIndex + entries.length;

  // What is committed here is in the log of every later leader (§5.4), so it need not be compared; much of it may be
  // compacted, and could not be.
  if (end > state.commitIndex) {
    if (prevIndex > state.commitIndex && termAt(state.log, prevIndex) !== prevTerm) {
      refuse(raft, from, message);
      return;
    }
    adopt(raft, entries);
  }
  state.matchedIndex = Math.max(state.matchedIndex, end, state.commitIndex);
  commitUpTo(raft, Math.min(message.commit, state.matchedIndex));
  state.answerDue = true;
}

/** Steps 3 and 4: removes what conflicts with `entries`, and only then; appends what is not in the log. */
function adopt(raft: Raft, entries: readonly LogEntry[]): void {
  const { state } = raft;
  const { log } = state;
  let present = 0;
  while (present < entries.length) {
    const { index, term } = entries[present];
    if (index > state.commitIndex && termAt(log, index) !== term) break;
    present++;
  }
  if (present === entries.length) return;
  const added = present === 0 ? entries : entries.slice(present);
  const from = added[0].index;
  if (from <= lastIndex(log)) {
    raft.environment.observe({ type: 'truncated', from, term: entryAt(log, from).term });
    truncate(log, from);
    noteTruncation(state, from);
    raft.observer?.truncated(from);
    rollBackMembership(raft, from);
  }
  for (let i = 0; i < added.length; i++) log.entries.push(added[i]);
  saveEntries(raft, added);
  if (noteAppended(raft, added)) refreshRole(raft);
}

/** Step 2, with a hint where the logs may agree: how far back, the leader finds out from `hintTerm`. */
function refuse(raft: Raft, from: ProcessId, message: AppendEntries): void {
  const { state, environment } = raft;
  const hintIndex = lastAgreement(state.log, message.prevIndex, message.prevTerm);
  const hintTerm = termAt(state.log, hintIndex)!;
  const { term } = state;
  const index = message.prevIndex;
  environment.send(
    from,
    { kind: 'raft/append-response', term, success: false, index, hintIndex, hintTerm },
    HEADER_BYTES,
  );
}

/**
 * Step 5. The commit index never goes back, and never passes what is known to match the leader's log: entries beyond
 * that may be another leader's.
 */
function commitUpTo(raft: Raft, index: number): void {
  if (index > raft.state.commitIndex) raft.state.commitIndex = index;
}

/** A heartbeat of the current term. Answered at once: it promises nothing about the log. */
export function handleHeartbeat(raft: Raft, from: ProcessId, message: Heartbeat): void {
  const { state, environment } = raft;
  if (!hearLeader(raft, from)) return;
  const { round, sentAt, commit, commitTerm } = message;
  // By log matching (§5.3), whoever has this entry has all before it as the leader has them.
  if (state.installing === undefined && termAt(state.log, commit) === commitTerm) commitUpTo(raft, commit);
  environment.send(from, { kind: 'raft/heartbeat-response', term: state.term, round, sentAt }, HEADER_BYTES);
}

/**
 * Answers for the entries that are durable by now: "updated on stable storage before responding" (Figure 2). Several
 * AppendEntries that one sync covers share an answer; one that needs no sync is answered at once.
 */
export function answerAppends(raft: Raft): void {
  const { state, environment } = raft;
  if (state.leader === undefined || state.leadership !== undefined) return;
  const index = Math.min(state.matchedIndex, state.stableIndex);
  if (index === state.matchedIndex) state.answerDue = false;
  environment.send(
    state.leader,
    { kind: 'raft/append-response', term: state.term, success: true, index, hintIndex: 0, hintTerm: 0 },
    HEADER_BYTES,
  );
}
