/**
 * The entries of a history (calls and returns) as a doubly linked list from which operations are lifted as they are
 * linearised, and put back in reverse order (Wing & Gong, "Testing and verifying concurrent objects", 1993; the list is
 * Lowe's, 2017, §3). Operations are numbered by their calls; entry 0 is the head, and the end of the list is 0 again.
 */
import type { Spans } from './model.ts';

export interface EntryList {
  readonly next: Int32Array;
  readonly previous: Int32Array;
  /** By entry: the operation, of a return its complement. */
  readonly operations: Int32Array;
  /** By operation. */
  readonly callEntries: Int32Array;
  readonly returnEntries: Int32Array;
  /** By entry: how many calls stand before it. */
  readonly callsBefore: Int32Array;
}

/** Of `completed`, operations that returned, in the order of their calls. */
export function createEntryList(completed: Int32Array, { calls, returns }: Spans): EntryList {
  const count = completed.length;
  const byReturn = Int32Array.from(completed.keys()).sort((a, b) => returns[completed[a]] - returns[completed[b]]);
  const size = 2 * count + 1;
  const operations = new Int32Array(size);
  const callEntries = new Int32Array(count);
  const returnEntries = new Int32Array(count);
  const callsBefore = new Int32Array(size);
  let called = 0;
  let returned = 0;
  for (let entry = 1; entry < size; entry++) {
    callsBefore[entry] = called;
    if (called < count && calls[completed[called]] < returns[completed[byReturn[returned]]]) {
      operations[entry] = called;
      callEntries[called++] = entry;
    } else {
      operations[entry] = ~byReturn[returned];
      returnEntries[byReturn[returned++]] = entry;
    }
  }
  const next = Int32Array.from({ length: size }, (_, entry) => (entry + 1) % size);
  const previous = Int32Array.from({ length: size }, (_, entry) => (entry + size - 1) % size);
  return { next, previous, operations, callEntries, returnEntries, callsBefore };
}

/** Takes both entries of an operation out. */
export function lift({ next, previous, callEntries, returnEntries }: EntryList, operation: number): void {
  const call = callEntries[operation];
  next[previous[call]] = next[call];
  previous[next[call]] = previous[call];
  const ret = returnEntries[operation];
  next[previous[ret]] = next[ret];
  previous[next[ret]] = previous[ret];
}

/** Undoes the last `lift` that was not undone yet. */
export function unlift({ next, previous, callEntries, returnEntries }: EntryList, operation: number): void {
  const ret = returnEntries[operation];
  next[previous[ret]] = ret;
  previous[next[ret]] = ret;
  const call = callEntries[operation];
  next[previous[call]] = call;
  previous[next[call]] = call;
}
