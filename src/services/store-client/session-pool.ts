/**
 * The sessions of one client machine. A session has one write in flight at a time (dissertation §6.3), so a machine
 * keeps as many as it ever had operations in flight at once, and an operation holds one, its *slot*, while it lasts.
 *
 * A slot may be used again after an operation of unknown outcome: a late attempt then carries a smaller number than
 * the session's next write, so it takes effect before that one or never.
 */
import type { SessionStamp } from '../../algorithms/state-machine/session-table.ts';

export interface SessionPool {
  readonly client: number;
  readonly sessions: number[];
  readonly sequences: number[];
  readonly free: number[];
  nextSession: number;
}

export const createSessionPool = (client: number): SessionPool => ({
  client,
  sessions: [],
  sequences: [],
  free: [],
  nextSession: 0,
});

/** A free slot, the one that was released last, or a new one. O(1). */
export function takeSlot(pool: SessionPool): number {
  const free = pool.free.pop();
  if (free !== undefined) return free;
  const slot = pool.sessions.push(pool.nextSession++) - 1;
  pool.sequences.push(0);
  return slot;
}

export function releaseSlot(pool: SessionPool, slot: number): void {
  pool.free.push(slot);
}

/** Numbers the next write of the slot. */
export const nextStamp = (pool: SessionPool, slot: number): SessionStamp => ({
  client: pool.client,
  session: pool.sessions[slot],
  sequence: ++pool.sequences[slot],
});

/** Gives the slot a new session, after the store dropped the old one. */
export function renewSession(pool: SessionPool, slot: number): void {
  pool.sessions[slot] = pool.nextSession++;
  pool.sequences[slot] = 0;
}
