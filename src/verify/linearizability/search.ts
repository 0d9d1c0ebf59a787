/**
 * The search for a linearization: Wing & Gong's algorithm (1993) on Lowe's entry list, with his memoisation of
 * configurations (2017). A depth-first search over which operation takes effect next; it must have been called before
 * the first return among those left.
 *
 * What is added to the papers, each without loss of exactness:
 * - An operation that changes nothing, is legal and may go next goes next, and nothing else is tried: it could be moved
 *   here from wherever a linearization has it.
 * - Operations that do the same go in order where they can (predecessors.ts).
 * - What must return first is tried first, what may never have happened last. That is a matter of speed only.
 * - Unknown outcomes need not be linearised: the search ends when everything that returned is.
 *
 * It stops with `unknown` when its budget is used up. Dead ends at the first return that no order gets past are kept: they
 * are the longest linearizable prefixes.
 */
import { createEntryList, lift, unlift } from './entry-list.ts';
import { ILLEGAL, KIND, type PreparedModel, type Spans } from './model.ts';
import { predecessors } from './predecessors.ts';
import { createVisited } from './visited.ts';

export interface SearchControl {
  /** Looked at every so many steps. */
  readonly shouldStop: (() => boolean) | undefined;
  readonly steps: number;
  readonly entries: number;
}

export type StopReason = 'steps' | 'memory' | 'stopped';

/** Operations in the order in which they took effect, and the state after them. */
export interface DeadEnd {
  readonly order: readonly number[];
  readonly state: number;
  /** The operation whose return could not be passed. */
  readonly due: number;
}

export interface SearchOutcome {
  readonly found: boolean | undefined;
  readonly reason: StopReason | undefined;
  readonly steps: number;
  readonly deadEnds: readonly DeadEnd[];
}

const DEAD_ENDS_MAX = 3;
/** Steps between two looks at the clock. */
const PATIENCE = 1 << 14;
/** Numbers that the states of a model may take up. */
const MODEL_SIZE_MAX = 1 << 25;

const FORCED = -1;
const PHASE_DUE = 0;
const PHASE_LIST = 1;
const PHASE_PENDING = 2;

/** A finalizer of MurmurHash3: spreads consecutive numbers over 32 bits. */
function mix(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

export function search(prepared: PreparedModel, spans: Spans, control: SearchControl): SearchOutcome {
  const { kinds, labels, trap } = prepared;
  const { calls, returns } = spans;
  const byCall = Int32Array.from(calls.keys()).sort((a, b) => calls[a] - calls[b]);
  /** From here on operations are numbered anew: those that returned, in the order of their calls, then the others. */
  const completed = byCall.filter((operation) => returns[operation] !== Number.POSITIVE_INFINITY);
  const pending = byCall.filter(
    (operation) =>
      returns[operation] === Number.POSITIVE_INFINITY && (kinds[operation] & (KIND.readOnly | KIND.idle)) === 0,
  );
  const originals = new Int32Array(completed.length + pending.length);
  originals.set(completed);
  originals.set(pending, completed.length);

  const list = createEntryList(completed, spans);
  const { next, operations, callEntries, callsBefore } = list;
  const before = predecessorsOf(originals, labels, spans);
  /** Positions of what is due, by entry, say which pending operations were called before. */
  const dueAt = (entry: number): number => returns[originals[~operations[entry]]];

  const tail = (completed.length + 31) >>> 5;
  const bits = new Uint32Array(tail + ((pending.length + 31) >>> 5));
  const bitOf = (operation: number): number =>
    operation < completed.length ? operation : (tail << 5) + operation - completed.length;
  const isTaken = (operation: number): boolean => {
    const bit = bitOf(operation);
    return ((bits[bit >>> 5] >>> (bit & 31)) & 1) === 1;
  };
  const mayGo = (operation: number): boolean => before[operation] === -1 || isTaken(before[operation]);

  const taken = new Int32Array(originals.length);
  const stateBefore = new Int32Array(originals.length);
  const phases = new Int8Array(originals.length);
  let depth = 0;
  let state = prepared.initial;
  let hash = 0;
  let left = completed.length;
  let escapes = 0;
  let trapped = 0;
  for (let operation = 0; operation < originals.length; operation++) {
    const kind = kinds[originals[operation]];
    if (kind & KIND.escape) escapes++;
    if (kind & KIND.trapped && operation < completed.length) trapped++;
  }

  function take(operation: number, after: number, phase: number): void {
    taken[depth] = operation;
    stateBefore[depth] = state;
    phases[depth++] = phase;
    state = after;
    flip(operation, -1);
    if (operation < completed.length) lift(list, operation);
  }

  function untake(): number {
    const operation = taken[--depth];
    state = stateBefore[depth];
    if (operation < completed.length) unlift(list, operation);
    flip(operation, 1);
    return operation;
  }

  function flip(operation: number, sign: number): void {
    const bit = bitOf(operation);
    bits[bit >>> 5] ^= 1 << (bit & 31);
    hash ^= mix(operation + 1);
    const kind = kinds[originals[operation]];
    if (kind & KIND.escape) escapes += sign;
    if (operation < completed.length) {
      left += sign;
      if (kind & KIND.trapped) trapped += sign;
    }
  }

  const visited = createVisited(control.entries);
  let steps = 0;
  let lookAt = PATIENCE;
  let furthest = -1;
  let longest = -1;
  let deadEnds: DeadEnd[] = [];

  /** A configuration from which nothing can go next. */
  function noteDeadEnd(due: number): void {
    const at = dueAt(due);
    const length = completed.length - left;
    if (at < furthest || (at === furthest && length < longest)) return;
    if (at > furthest || length > longest) deadEnds = [];
    furthest = at;
    longest = length;
    if (deadEnds.length >= DEAD_ENDS_MAX || deadEnds.some((end) => end.state === state)) return;
    const order = Array.from(taken.subarray(0, depth), (operation) => originals[operation]);
    deadEnds.push({ order, state, due: originals[~operations[due]] });
  }

  const outcome = (found: boolean | undefined, reason?: StopReason): SearchOutcome => ({
    found,
    reason,
    steps,
    deadEnds: found === true ? [] : deadEnds,
  });

  for (;;) {
    // A configuration just arrived at. First what changes nothing; the walk ends at the first return to come.
    let due = next[0];
    while (due !== 0 && operations[due] >= 0) {
      const operation = operations[due];
      const original = originals[operation];
      steps++;
      if (kinds[original] & KIND.readOnly && mayGo(operation) && prepared.step(state, original) !== ILLEGAL) {
        const at = list.previous[due];
        take(operation, state, FORCED);
        due = next[at];
      } else {
        due = next[due];
      }
    }
    if (left === 0) return outcome(true);

    if (steps > control.steps) return outcome(undefined, 'steps');
    // Every time: a single state may be large.
    if (prepared.size !== undefined && prepared.size() > MODEL_SIZE_MAX) return outcome(undefined, 'memory');
    if (steps > lookAt) {
      lookAt = steps + PATIENCE;
      if (control.shouldStop?.()) return outcome(undefined, 'stopped');
    }
    const first = operations[next[0]];
    const added =
      trap === state && trapped > 0 && escapes === 0
        ? 'known'
        : visited.add(hash ^ mix(~state), state, bits, first >>> 5, (callsBefore[due] + 31) >>> 5, tail);
    if (added === 'full') return outcome(undefined, 'memory');

    // Candidates in their order: what is due, the others that were called before it, those of unknown outcome.
    let phase = added === 'new' ? PHASE_DUE : PHASE_PENDING;
    let entry = next[0];
    let waiting = added === 'new' ? completed.length : originals.length;
    let legal = added !== 'new';
    for (;;) {
      const dueOperation = ~operations[due];
      let moved = false;
      if (phase === PHASE_DUE) {
        phase = PHASE_LIST;
        entry = next[0];
        waiting = completed.length;
        const after = prepared.step(state, originals[dueOperation]);
        steps++;
        if (after !== ILLEGAL) {
          take(dueOperation, after, PHASE_DUE);
          moved = true;
        }
      }
      for (; !moved && phase === PHASE_LIST; entry = next[entry]) {
        if (entry === due) {
          phase = PHASE_PENDING;
          break;
        }
        const operation = operations[entry];
        steps++;
        if (operation === dueOperation || kinds[originals[operation]] & KIND.readOnly || !mayGo(operation)) continue;
        const after = prepared.step(state, originals[operation]);
        if (after === ILLEGAL) continue;
        take(operation, after, PHASE_LIST);
        moved = true;
        break;
      }
      if (!moved && phase === PHASE_PENDING) {
        const until = waiting < originals.length ? dueAt(due) : 0;
        for (; waiting < originals.length && calls[originals[waiting]] < until; waiting++) {
          steps++;
          if (isTaken(waiting) || !mayGo(waiting)) continue;
          const after = prepared.step(state, originals[waiting]);
          if (after === ILLEGAL || after === state) continue;
          take(waiting, after, PHASE_PENDING);
          moved = true;
          break;
        }
      }
      if (moved) break;

      if (!legal) noteDeadEnd(due);
      // Back to the last choice, past what was no choice.
      let operation = -1;
      while (depth > 0) {
        phase = phases[depth - 1];
        operation = untake();
        if (phase !== FORCED) break;
        operation = -1;
      }
      if (operation === -1) return outcome(false);
      legal = true;
      for (due = next[0]; operations[due] >= 0; due = next[due]) steps++;
      if (phase === PHASE_DUE) {
        phase = PHASE_LIST;
        entry = next[0];
        waiting = completed.length;
      } else if (phase === PHASE_LIST) {
        entry = next[callEntries[operation]];
        waiting = completed.length;
      } else {
        waiting = operation + 1;
      }
      if (steps > control.steps) return outcome(undefined, 'steps');
      if (steps > lookAt) {
        lookAt = steps + PATIENCE;
        if (control.shouldStop?.()) return outcome(undefined, 'stopped');
      }
    }
  }
}

/** In the new numbering; found in the order of calls over both kinds. */
function predecessorsOf(originals: Int32Array, labels: Int32Array, { calls, returns }: Spans): Int32Array {
  const byCall = Int32Array.from(originals.keys()).sort((a, b) => calls[originals[a]] - calls[originals[b]]);
  const found = predecessors(
    byCall.map((operation) => labels[originals[operation]]),
    Float64Array.from(byCall, (operation) => returns[originals[operation]]),
  );
  const before = new Int32Array(originals.length);
  byCall.forEach((operation, i) => {
    before[operation] = found[i] === -1 ? -1 : byCall[found[i]];
  });
  return before;
}
