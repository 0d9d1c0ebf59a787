/**
 * The servers of a pool that one instance knows of: what service discovery lists, `delay` later. News is applied when
 * somebody asks, so that a burst of it costs the balancer one update.
 */
import type { Micros } from '../../../core/time.ts';
import type { PoolView, ServerPlace } from '../pool-view.ts';

export interface BackendList {
  readonly pool: PoolView;
  readonly delay: Micros;
  /** By position, which is how balancers number them; in the order of the pool. */
  backends: readonly ServerPlace[];
  /** By position: the number of the server. */
  servers: Int32Array;
  /** By server: its position, −1 if it is not in the list. */
  readonly positions: Int32Array;
  /** By server: how often it has left the list. A request that was sent before is none of the present backend's. */
  readonly departures: Int32Array;
  /** By server: what the instance has been told, which `backends` follows at the next refresh. */
  readonly known: Uint8Array;
  stale: boolean;
  readonly news: { readonly due: Micros; readonly server: number; readonly listed: boolean }[];
}

/** Starts with what is listed now: a new instance asks for the whole list. */
export function createBackendList(pool: PoolView, delay: Micros): BackendList {
  const count = pool.servers.length;
  const list: BackendList = {
    pool,
    delay,
    backends: [],
    servers: new Int32Array(0),
    positions: new Int32Array(count).fill(-1),
    departures: new Int32Array(count),
    known: Uint8Array.from(pool.servers, (_, server) => (pool.listed(server) ? 1 : 0)),
    stale: false,
    news: [],
  };
  rebuild(list);
  return list;
}

/** Service discovery has changed its mind about `server`. */
export function hearOf(list: BackendList, server: number, now: Micros): void {
  list.news.push({ due: now + list.delay, server, listed: list.pool.listed(server) });
  learn(list, now);
}

/** Brings the list up to date; whether it has changed. O(1) if there is no news, O(servers) if there is. */
export function refreshList(list: BackendList, now: Micros): boolean {
  if (list.news.length > 0) learn(list, now);
  if (!list.stale) return false;
  list.stale = false;
  return rebuild(list);
}

/** Takes in what is due, so that no more waits than `delay` holds. */
function learn(list: BackendList, now: Micros): void {
  const { news, known } = list;
  let learned = 0;
  for (; learned < news.length && news[learned].due <= now; learned++) {
    known[news[learned].server] = news[learned].listed ? 1 : 0;
    list.stale = true;
  }
  if (learned > 0) news.splice(0, learned);
}

/** Whether the outcome differs: a server may have gone and come back in between. */
function rebuild(list: BackendList): boolean {
  const { pool, positions, departures, known } = list;
  const backends: ServerPlace[] = [];
  const servers: number[] = [];
  let changed = false;
  for (let server = 0; server < known.length; server++) {
    const was = positions[server];
    if (was >= 0 && known[server] === 0) departures[server]++;
    if (was >= 0 !== (known[server] === 1)) changed = true;
    positions[server] = known[server] === 1 ? servers.push(server) - 1 : -1;
    if (known[server] === 1) backends.push(pool.servers[server]);
  }
  list.backends = backends;
  list.servers = Int32Array.from(servers);
  return changed;
}
