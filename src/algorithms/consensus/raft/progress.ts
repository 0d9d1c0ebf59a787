/**
 * What a leader knows about one other replica's log (nextIndex and matchIndex of Figure 2), and how it sends to it.
 * The three modes are those of etcd's `tracker.Progress`:
 *
 * - `probe`: where the logs part is not known; one message at a time, `next` moves when it is answered.
 * - `replicate`: the logs are known to match; messages are pipelined and `next` moves when they are sent.
 * - `snapshot`: the entries it needs are compacted; nothing is sent but the chunks of a snapshot.
 */
import type { ProcessId } from '../../environment.ts';
import type { Snapshot } from './snapshot.ts';

export interface Progress {
  readonly id: ProcessId;
  mode: 'probe' | 'replicate' | 'snapshot';
  /** Highest index known to be durable there. Never goes back. */
  match: number;
  /** The next index to send. `next > match`. */
  next: number;
  /** `probe`: a message is unanswered; the answer to a heartbeat lifts it too, in case it was lost. */
  probing: boolean;
  /** `replicate`: last index of each unanswered message, oldest first, from `inflightHead` on. */
  readonly inflight: number[];
  inflightHead: number;
  /** The commit index that it was last told. */
  sentCommit: number;
  /** It answered since the last quorum check (§6.2). */
  recentlyActive: boolean;
  /** The latest heartbeat round that it answered, and when that round was sent on the leader's clock (§6.4). */
  ackedRound: number;
  ackedRoundAt: number;
  /** `snapshot`: what is being sent, how much of it has arrived, and when the last chunk was sent. */
  sending: Snapshot | undefined;
  sentOffset: number;
  chunkSentAt: number;
}

/** A replica of which nothing is known but that it should follow from `next` on. */
export const createProgress = (id: ProcessId, next: number): Progress => ({
  id,
  mode: 'probe',
  match: 0,
  next,
  probing: false,
  inflight: [],
  inflightHead: 0,
  sentCommit: 0,
  recentlyActive: false,
  ackedRound: 0,
  ackedRoundAt: Number.NEGATIVE_INFINITY,
  sending: undefined,
  sentOffset: 0,
  chunkSentAt: 0,
});

export const matchOf = (progress: Progress): number => progress.match;
export const ackedRoundOf = (progress: Progress): number => progress.ackedRound;
export const ackedRoundAtOf = (progress: Progress): number => progress.ackedRoundAt;
export const activityOf = (progress: Progress): number => (progress.recentlyActive ? 1 : 0);

function leaveMode(progress: Progress): void {
  progress.probing = false;
  progress.inflight.length = 0;
  progress.inflightHead = 0;
  progress.sending = undefined;
  progress.sentOffset = 0;
}

export function becomeProbe(progress: Progress, next: number): void {
  leaveMode(progress);
  progress.mode = 'probe';
  progress.next = Math.max(progress.match + 1, next);
}

export function becomeReplicate(progress: Progress): void {
  leaveMode(progress);
  progress.mode = 'replicate';
  progress.next = progress.match + 1;
}

export function becomeSnapshot(progress: Progress, snapshot: Snapshot): void {
  leaveMode(progress);
  progress.mode = 'snapshot';
  progress.sending = snapshot;
}

export const inflightCount = (progress: Progress): number => progress.inflight.length - progress.inflightHead;

/** Whether nothing may be sent to it now. */
export function isPaused(progress: Progress, maxInflight: number): boolean {
  if (progress.mode === 'replicate') return inflightCount(progress) >= maxInflight;
  return progress.mode === 'snapshot' || progress.probing;
}

/** Notes a message that ends with `index`. */
export function addInflight(progress: Progress, index: number): void {
  progress.inflight.push(index);
}

/** Forgets the messages up to `index`: they are answered. */
export function freeInflight(progress: Progress, index: number): void {
  const { inflight } = progress;
  let head = progress.inflightHead;
  while (head < inflight.length && inflight[head] <= index) head++;
  if (head === inflight.length) {
    inflight.length = 0;
    head = 0;
  } else if (head >= COMPACT_AT) {
    inflight.splice(0, head);
    head = 0;
  }
  progress.inflightHead = head;
}

/** Dead slots at the head that are worth moving the rest for. */
const COMPACT_AT = 1024;

/** Frees one slot of a full window, in case the message was lost: the answer to a heartbeat shows that the link works. */
export function freeOldestInflight(progress: Progress): void {
  freeInflight(progress, progress.inflight[progress.inflightHead]);
}
