/**
 * The replicated key-value state machine: commands in, responses out, deterministic. Replicas that apply the same
 * commands in the same order hold the same state, dropped sessions included.
 *
 * Commands with a session stamp take effect exactly once (see session-table.ts). Snapshots are copy-on-write: taking
 * or restoring one is O(1) and shares the maps; the next change copies them once, O(keys + sessions). With a snapshot
 * every N entries that is O((keys + sessions) / N) an entry. It knows no time-to-live, ranges or transactions.
 */
import type { KeyValueCommand, KeyValueResponse, Scalar, Value } from './key-value-command.ts';
import { admit, copySessionTable, createSessionTable, recordResponse, type SessionTable } from './session-table.ts';

interface Cell {
  readonly value: Value;
  readonly bytes: number;
}

/** Plain data. Responses of sessions are part of it: they answer retries on whichever replica leads next. */
export interface KeyValueSnapshot {
  readonly cells: Map<string, Cell>;
  readonly sessions: SessionTable<KeyValueResponse>;
  /** Bytes of keys and values. */
  readonly contentBytes: number;
}

export interface KeyValueState {
  cells: Map<string, Cell>;
  sessions: SessionTable<KeyValueResponse>;
  contentBytes: number;
  /** How many commands this state has carried out since it was created or restored: an observer's, in no snapshot. */
  carriedOut: number;
  /** Whether `cells` and `sessions` are also somebody else's, so that they must be copied before a change. */
  shared: boolean;
}

/** Concurrent operations of all clients together must stay below this, or retries are refused as `expired`. */
const SESSIONS_MAX = 65_536;
/** On disk and on the wire: three numbers and a response. */
const SESSION_BYTES = 48;

const WRITTEN: KeyValueResponse = { status: 'ok', value: null };
const EXPIRED: KeyValueResponse = { status: 'expired' };
const STALE: KeyValueResponse = { status: 'stale' };

export function createKeyValueState(sessionsMax = SESSIONS_MAX): KeyValueState {
  return { cells: new Map(), sessions: createSessionTable(sessionsMax), contentBytes: 0, carriedOut: 0, shared: false };
}

/** Applies one committed command. O(1), but for `append`: O(length of the list). */
export function applyKeyValue(state: KeyValueState, command: KeyValueCommand): KeyValueResponse {
  const { op } = command;
  if (op === 'read') return { status: 'ok', value: readKeyValue(state, command.key) };
  if (command.session === undefined) return change(state, op, command);
  const admission = admit(state.sessions, command.session);
  if (admission.type === 'repeated') return admission.response;
  if (admission.type === 'expired') return EXPIRED;
  if (admission.type === 'stale') return STALE;
  const response = change(state, op, command);
  recordResponse(state.sessions, command.session, response);
  return response;
}

/** What `key` holds; null for nothing. */
export const readKeyValue = (state: KeyValueState, key: string): Value => state.cells.get(key)?.value ?? null;

/** The state as it is now; later commands do not change it. O(1), see above for who pays. */
export function snapshotKeyValue(state: KeyValueState): { readonly data: KeyValueSnapshot; readonly bytes: number } {
  state.shared = true;
  const { cells, sessions, contentBytes } = state;
  return { data: { cells, sessions, contentBytes }, bytes: contentBytes + sessions.records.size * SESSION_BYTES };
}

/** A state that continues from a snapshot. O(1). */
export const restoreKeyValue = ({ cells, sessions, contentBytes }: KeyValueSnapshot): KeyValueState => ({
  cells,
  sessions,
  contentBytes,
  carriedOut: 0,
  shared: true,
});

function change(
  state: KeyValueState,
  op: Exclude<KeyValueCommand['op'], 'read'>,
  command: KeyValueCommand,
): KeyValueResponse {
  if (state.shared) {
    state.cells = new Map(state.cells);
    state.sessions = copySessionTable(state.sessions);
    state.shared = false;
  }
  state.carriedOut++;
  const { key, value = null, valueBytes = 0 } = command;
  const old = state.cells.get(key);
  switch (op) {
    case 'write':
      set(state, key, old, { value, bytes: valueBytes });
      return WRITTEN;
    case 'cas': {
      const held = old?.value ?? null;
      if (held !== (command.expected ?? null)) return { status: 'mismatch', value: held };
      set(state, key, old, { value, bytes: valueBytes });
      return WRITTEN;
    }
    case 'append':
      set(state, key, old, { value: appended(old?.value ?? null, value), bytes: (old?.bytes ?? 0) + valueBytes });
      return WRITTEN;
    case 'delete':
      if (old !== undefined) state.contentBytes -= key.length + old.bytes;
      state.cells.delete(key);
      return WRITTEN;
  }
}

function set(state: KeyValueState, key: string, old: Cell | undefined, cell: Cell): void {
  state.contentBytes += cell.bytes + (old === undefined ? key.length : -old.bytes);
  state.cells.set(key, cell);
}

/** Appending to a register makes a list of what it held. */
function appended(held: Value, element: Scalar): readonly Scalar[] {
  if (held === null) return [element];
  return typeof held === 'object' ? [...held, element] : [held, element];
}
