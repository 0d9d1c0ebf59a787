/**
 * Timers of a replica, continuous (the paper) or counted in ticks from the start of the process (etcd).
 *
 * An election timeout is restarted by nearly every message, so the deadline is a number and the armed timer is left to
 * fire early and be armed again for the rest.
 */
import type { Micros } from '../../../core/time.ts';
import type { Raft } from './state.ts';

/** A host that shares the environment may use ids from 16 on. */
export const TIMER = {
  election: 1,
  heartbeat: 2,
  checkQuorum: 3,
  transfer: 4,
  flush: 5,
  preference: 6,
} as const;

const ticksSince = (raft: Raft, start: Micros, at: Micros): number =>
  Math.floor((at - start) / raft.options.electionTick);

/** How long from now until `duration` has passed: exactly, or at the tick that completes it. */
export function delayOf(raft: Raft, duration: Micros): Micros {
  const { electionTick } = raft.options;
  if (electionTick === 0) return duration;
  const { startedAt } = raft.state;
  const now = raft.environment.now();
  const ticks = ticksSince(raft, startedAt, now) + Math.max(1, Math.round(duration / electionTick));
  return startedAt + ticks * electionTick - now;
}

/** How much time has passed since `since`: exactly, or in whole ticks. */
export function elapsedSince(raft: Raft, since: Micros): Micros {
  const { electionTick } = raft.options;
  const now = raft.environment.now();
  if (electionTick === 0) return now - since;
  const { startedAt } = raft.state;
  return (ticksSince(raft, startedAt, now) - ticksSince(raft, startedAt, since)) * electionTick;
}

/** §5.2: a fresh random timeout, so that split votes are rare and resolve quickly. */
export function drawElectionTimeout(raft: Raft): void {
  const { electionTick } = raft.options;
  const { min, max } = raft.options.electionTimeout;
  const unit = electionTick === 0 ? 1 : electionTick;
  const choices = Math.round((max - min) / unit) + 1;
  raft.state.electionTimeout = min + Math.floor(raft.environment.random() * choices) * unit;
}

/** Starts the election timeout again, with the length drawn last. */
export function restartElectionTimeout(raft: Raft): void {
  const { state, environment } = raft;
  const delay = delayOf(raft, state.electionTimeout);
  state.electionDeadline = environment.now() + delay;
  if (state.electionTimerAt === undefined || state.electionTimerAt > state.electionDeadline) {
    armElectionTimer(raft, delay);
  }
}

/** The armed timer fired. Answers whether the timeout has really elapsed; if not, waits for the rest. */
export function electionTimeoutElapsed(raft: Raft): boolean {
  const { state, environment } = raft;
  state.electionTimerAt = undefined;
  const left = state.electionDeadline - environment.now();
  if (left <= 0) return true;
  armElectionTimer(raft, left);
  return false;
}

function armElectionTimer(raft: Raft, delay: Micros): void {
  raft.state.electionTimerAt = raft.environment.now() + delay;
  raft.environment.setTimer(TIMER.election, delay);
}
