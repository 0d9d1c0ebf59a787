/**
 * What an instance is told of the servers' loads. Every `poll` it gets them as they were `propagation` ago: old loads
 * are what makes instances follow each other to the same server (Mitzenmacher, "How useful is old information?", IEEE
 * TPDS 11, 2000). A server that cannot be reached keeps its last figure; before the first one it has 0.
 */
import type { Micros } from '../../../core/time.ts';
import type { RoutingSpec } from '../pool.ts';
import type { PoolView } from '../pool-view.ts';

export interface LoadView {
  readonly pool: PoolView;
  readonly spec: RoutingSpec['view'];
  readonly reachable: (server: number) => boolean;
  /** By server. Empty until somebody asks: most balancers never do. */
  loads: Int32Array;
  /** On their way, the oldest first. */
  readonly reports: { readonly due: Micros; readonly loads: Int32Array }[];
}

const UNKNOWN = -1;

export const createLoadView = (
  pool: PoolView,
  spec: RoutingSpec['view'],
  reachable: (server: number) => boolean,
): LoadView => ({ pool, spec, reachable, loads: new Int32Array(0), reports: [] });

/** Somebody has asked: loads are worth polling. */
export function awaken(view: LoadView): void {
  view.loads = new Int32Array(view.pool.servers.length);
}

export const isAwake = ({ loads }: LoadView): boolean => loads.length > 0;

/** What it takes `server`'s load for; current if it never polls. */
export function loadOf(view: LoadView, server: number): number {
  if (view.spec.poll === 0 && view.reachable(server)) view.loads[server] = view.pool.load(server);
  return view.loads[server];
}

/** Samples all loads, to be known after `propagation`. O(servers). */
export function poll(view: LoadView, now: Micros): void {
  takeReports(view, now);
  const loads = view.loads.map((_, server) => (view.reachable(server) ? view.pool.load(server) : UNKNOWN));
  view.reports.push({ due: now + view.spec.propagation, loads });
  takeReports(view, now);
}

/** Takes in what has arrived. */
export function takeReports({ loads, reports }: LoadView, now: Micros): void {
  while (reports.length > 0 && reports[0].due <= now) {
    const report = reports.shift();
    report?.loads.forEach((load, server) => {
      if (load !== UNKNOWN) loads[server] = load;
    });
  }
}
