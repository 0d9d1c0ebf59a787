/**
 * What an acceptor has accepted, slot by slot: the state of one Synod instance per slot, for all slots after a base, the
 * last that compaction has dropped. Unlike a Raft log it may have gaps, and neighbours may be of any ballots.
 */
import type { Membership } from '../../protocol-event.ts';
import type { Command } from '../consensus.ts';
import { type Ballot, NO_BALLOT } from '../synod/ballot.ts';

/** What is proposed for a slot. Proposed anew in a later ballot, it stays the same value: (slot, origin) names it. */
export interface Value {
  readonly slot: number;
  /** The ballot in which it was first proposed. */
  readonly origin: Ballot;
  /** Absent for no-ops and configurations. */
  readonly command: Command | undefined;
  /** Present in configurations: in force from `alpha` slots later on. */
  readonly membership: Membership | undefined;
  /** On the wire and on disk, with overhead. */
  readonly bytes: number;
}

export interface Slots {
  /** The last slot that is compacted: it and all before it are chosen and applied. */
  base: number;
  /** Origin of the value chosen there. */
  baseOrigin: Ballot;
  /** `ballots[i]` and `values[i]` are of slot `base + 1 + i`; NO_BALLOT and undefined where nothing is accepted. */
  readonly ballots: Ballot[];
  readonly values: (Value | undefined)[];
}

/** Bytes of a value's slot, origin, type and checksum. */
export const VALUE_OVERHEAD = 32;

export const createSlots = (): Slots => ({ base: 0, baseOrigin: NO_BALLOT, ballots: [], values: [] });

/** The highest slot with an accepted value, or the base. */
export const lastSlot = (slots: Slots): number => slots.base + slots.values.length;

/** The ballot in which the value of `slot` was accepted; NO_BALLOT if none is known. */
export const ballotAt = (slots: Slots, slot: number): Ballot => slots.ballots[slot - slots.base - 1] ?? NO_BALLOT;

export const valueAt = (slots: Slots, slot: number): Value | undefined => slots.values[slot - slots.base - 1];

/** The origin of the value of `slot`, which the caller knows to be there, or to be the base. */
export const originAt = (slots: Slots, slot: number): Ballot =>
  slot === slots.base ? slots.baseOrigin : valueAt(slots, slot)!.origin;

/** Accepts `value` in `ballot`, in place of what was accepted for its slot before. The slot is after the base. */
export function storeValue(slots: Slots, ballot: Ballot, value: Value): void {
  const { ballots, values, base } = slots;
  const at = value.slot - base - 1;
  while (values.length < at) {
    ballots.push(NO_BALLOT);
    values.push(undefined);
  }
  ballots[at] = ballot;
  values[at] = value;
}

/** The last slot of the run after `slot` that was accepted in `ballot`; `slot` itself if there is none. */
export function endOfRun(slots: Slots, slot: number, ballot: Ballot): number {
  const last = lastSlot(slots);
  let end = slot;
  while (end < last && ballotAt(slots, end + 1) === ballot) end++;
  return end;
}

/** The highest slot that was accepted in `ballot`, or the base. */
export function lastAcceptedIn(slots: Slots, ballot: Ballot): number {
  let slot = lastSlot(slots);
  while (slot > slots.base && ballotAt(slots, slot) !== ballot) slot--;
  return slot;
}

/** The values from `from` to `to`, which are all there, up to both limits but at least one. */
export function valuesFrom(slots: Slots, from: number, to: number, maxValues: number, maxBytes: number): Value[] {
  const found: Value[] = [];
  let bytes = 0;
  for (let slot = from; slot <= to && found.length < maxValues; slot++) {
    const value = valueAt(slots, slot)!;
    bytes += value.bytes;
    if (found.length > 0 && bytes > maxBytes) break;
    found.push(value);
  }
  return found;
}

/** Drops the slots up to `slot`, whose chosen value has `origin`. What is accepted beyond stays: it may be chosen. */
export function compact(slots: Slots, slot: number, origin: Ballot): void {
  slots.ballots.splice(0, slot - slots.base);
  slots.values.splice(0, slot - slots.base);
  slots.base = slot;
  slots.baseOrigin = origin;
}

/** Bytes of a batch of values. */
export function sizeOf(values: readonly Value[]): number {
  let bytes = 0;
  for (let i = 0; i < values.length; i++) bytes += values[i].bytes;
  return bytes;
}
