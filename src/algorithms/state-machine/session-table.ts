/**
 * Client sessions: what makes a command that is retried take effect exactly once.
 *
 * Source: D. Ongaro, "Consensus: Bridging Theory and Practice" (2014), §6.3. A client numbers the commands of a
 * session; the state machine keeps the number and the response of the last one that it applied, and answers a repeated
 * number from there. A session has one command in flight at a time: a client with concurrent operations opens as many
 * sessions.
 *
 * Two deviations. A session is opened by its first command, not by a RegisterClient entry. And so that a dropped
 * session is never taken for a new one, a client numbers its sessions upwards and the table remembers the highest
 * dropped number of every client: one number per client, for ever, instead of one per session.
 *
 * Sessions are dropped, least recently used first, when there are more than `capacity`. Use is counted in log entries,
 * never in time, so all replicas drop the same ones.
 */

/** Identifies a command: number `sequence` of session `session` of client `client`. All from 0 or 1 upwards. */
export interface SessionStamp {
  /** Below 2²¹. */
  readonly client: number;
  /** Below 2³². */
  readonly session: number;
  readonly sequence: number;
}

export interface SessionRecord<Response> {
  readonly client: number;
  readonly session: number;
  readonly sequence: number;
  readonly response: Response;
}

export interface SessionTable<Response> {
  readonly capacity: number;
  /** By session, least recently used first. */
  readonly records: Map<number, SessionRecord<Response>>;
  /** By client: no session up to this number is ever opened (again). */
  readonly closedUpTo: Map<number, number>;
}

export type Admission<Response> =
  /** To be applied, and then recorded. */
  | { readonly type: 'new' }
  | { readonly type: 'repeated'; readonly response: Response }
  | { readonly type: 'stale' }
  | { readonly type: 'expired' };

const NEW = { type: 'new' } as const;
const STALE = { type: 'stale' } as const;
const EXPIRED = { type: 'expired' } as const;

const keyOf = (stamp: { readonly client: number; readonly session: number }): number =>
  stamp.client * 4_294_967_296 + stamp.session;

export function createSessionTable<Response>(capacity: number): SessionTable<Response> {
  return { capacity, records: new Map(), closedUpTo: new Map() };
}

/** A copy that changes independently. O(sessions + clients). */
export function copySessionTable<Response>(table: SessionTable<Response>): SessionTable<Response> {
  return { capacity: table.capacity, records: new Map(table.records), closedUpTo: new Map(table.closedUpTo) };
}

/** Whether a command is to be applied. Changes nothing. O(1). */
export function admit<Response>(table: SessionTable<Response>, stamp: SessionStamp): Admission<Response> {
  const record = table.records.get(keyOf(stamp));
  if (record === undefined) return stamp.session <= (table.closedUpTo.get(stamp.client) ?? -1) ? EXPIRED : NEW;
  if (stamp.sequence > record.sequence) return NEW;
  return stamp.sequence === record.sequence ? { type: 'repeated', response: record.response } : STALE;
}

/** Remembers the response to a command that was applied and makes its session the most recently used. O(1). */
export function recordResponse<Response>(
  table: SessionTable<Response>,
  { client, session, sequence }: SessionStamp,
  response: Response,
): void {
  const key = keyOf({ client, session });
  table.records.delete(key);
  table.records.set(key, { client, session, sequence, response });
  if (table.records.size <= table.capacity) return;
  for (const [oldest, dropped] of table.records) {
    table.records.delete(oldest);
    table.closedUpTo.set(dropped.client, Math.max(dropped.session, table.closedUpTo.get(dropped.client) ?? -1));
    break;
  }
}
