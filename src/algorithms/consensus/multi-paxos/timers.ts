/**
 * Timers of a replica, continuous or counted in ticks from the start of the process.
 *
 * An election timeout is restarted by nearly every message, so the deadline is a number and the armed timer is left to
 * fire early and be armed again for the rest.
 */
import type { Micros } from '../../../core/time.ts';
import type { Paxos } from './state.ts';

/** A host that shares the environment may use ids from 16 on. */
export const TIMER = {
  election: 1,
  heartbeat: 2,
  checkQuorum: 3,
  transfer: 4,
  flush: 5,
  preference: 6,
} as const;

const ticksSince = (paxos: Paxos, start: Micros, at: Micros): number =>
  Math.floor((at - start) / paxos.options.electionTick);

/** How long from now until `duration` has passed: exactly, or at the tick that completes it. */
export function delayOf(paxos: Paxos, duration: Micros): Micros {
  const { electionTick } = paxos.options;
  if (electionTick === 0) return duration;
  const { startedAt } = paxos.state;
  const now = paxos.environment.now();
  const ticks = ticksSince(paxos, startedAt, now) + Math.max(1, Math.round(duration / electionTick));
  return startedAt + ticks * electionTick - now;
}

/** How much time has passed since `since`: exactly, or in whole ticks. */
export function elapsedSince(paxos: Paxos, since: Micros): Micros {
  const { electionTick } = paxos.options;
  const now = paxos.environment.now();
  if (electionTick === 0) return now - since;
  const { startedAt } = paxos.state;
  return (ticksSince(paxos, startedAt, now) - ticksSince(paxos, startedAt, since)) * electionTick;
}

/** A fresh random timeout, so that proposers rarely preempt each other. */
export function drawElectionTimeout(paxos: Paxos): void {
  const { electionTick, electionTimeout } = paxos.options;
  const { min, max } = electionTimeout;
  const unit = electionTick === 0 ? 1 : electionTick;
  const choices = Math.round((max - min) / unit) + 1;
  paxos.state.electionTimeout = min + Math.floor(paxos.environment.random() * choices) * unit;
}

/** Starts the election timeout again, with the length drawn last. */
export function restartElectionTimeout(paxos: Paxos): void {
  const { state, environment } = paxos;
  const delay = delayOf(paxos, state.electionTimeout);
  state.electionDeadline = environment.now() + delay;
  if (state.electionTimerAt === undefined || state.electionTimerAt > state.electionDeadline) {
    armElectionTimer(paxos, delay);
  }
}

/** The armed timer fired. Answers whether the timeout has really elapsed; if not, waits for the rest. */
export function electionTimeoutElapsed(paxos: Paxos): boolean {
  const { state, environment } = paxos;
  state.electionTimerAt = undefined;
  const left = state.electionDeadline - environment.now();
  if (left <= 0) return true;
  armElectionTimer(paxos, left);
  return false;
}

function armElectionTimer(paxos: Paxos, delay: Micros): void {
  paxos.state.electionTimerAt = paxos.environment.now() + delay;
  paxos.environment.setTimer(TIMER.election, delay);
}
