/**
 * Watches the pools of a run: attempts at their servers, what callers do about failures, servers that come and go,
 * scaling, and busy cores and queues, which the run shows when the period begins and at the end of
 * each window (`look`), since nothing is published about them.
 */
import type { Micros } from '../../core/time.ts';
import { toSeconds } from '../../core/time.ts';
import type { NodeId } from '../../kernel/observation.ts';
import type { Trace } from '../../kernel/trace.ts';
import type { RunPool } from '../result.ts';
import { windowLength } from '../window-length.ts';
import { type Windows, windowsOf } from '../windows.ts';
import { type AttemptLog, createAttemptLog } from './attempt-log.ts';
import { type HeatRows, heatRows } from './heat-rows.ts';
import { createInstanceLog, type InstanceLog } from './instance-log.ts';
import { createKeyMoveLog, type KeyMoveLog } from './key-moves.ts';
import { createServerUseLog, type ServerUse, type ServerUseLog } from './server-use-log.ts';

export interface ObservedPool {
  readonly name: string;
  /** Where its servers may run. */
  readonly nodes: readonly NodeId[];
  /** Servers wanted at first. */
  readonly initial: number;
}

export interface WatchPoolsOptions {
  readonly pools: readonly ObservedPool[];
  /** Names by node id. */
  readonly names: readonly string[];
  readonly period: { readonly start: Micros; readonly end: Micros };
  /** Keep what heat maps show. */
  readonly heat: boolean;
  /** Of a server, numbered as in `nodes` of its pool. */
  readonly use: (pool: string, server: number) => ServerUse;
}

export interface PoolWatch {
  /** When `look` is wanted next; Infinity for never. */
  readonly nextLook: Micros;
  look(now: Micros): void;
  /** Attempts that arrived at the server, and its mean number of waiting requests over the period. */
  arrived(pool: string, node: NodeId): number;
  queueMean(pool: string, node: NodeId): number;
  /** By name. To be called once, at the end of the period. */
  finish(): Record<string, RunPool>;
}

interface PoolLogs {
  readonly rows: HeatRows;
  /** Its number in the pool, by node. */
  readonly serverOf: ReadonlyMap<NodeId, number>;
  readonly attempts: AttemptLog;
  readonly instances: InstanceLog;
  readonly keys: KeyMoveLog;
  readonly use: ServerUseLog;
}

export function watchPools(trace: Trace, options: WatchPoolsOptions): PoolWatch {
  const { pools, names, period, heat } = options;
  const windows = windowsOf(period);
  const logs = new Map(
    pools.map(({ name, nodes, initial }): [string, PoolLogs] => {
      const rows = heatRows(nodes.map((node) => names[node] ?? `node ${node}`));
      const drawn = heat ? rows.names.length : 0;
      return [
        name,
        {
          rows,
          serverOf: new Map(nodes.map((node, server) => [node, server])),
          attempts: createAttemptLog(windows, nodes.length),
          instances: createInstanceLog(windows, nodes.length, initial),
          keys: createKeyMoveLog(),
          use: createServerUseLog(windows, nodes.length, (server) => options.use(name, server), rows.rowOf, drawn),
        },
      ];
    }),
  );
  let nextWindow = pools.length === 0 ? windows.count : 0;
  if (pools.length > 0) subscribe(trace, logs, period);

  let begun = false;
  const of = (pool: string, node: NodeId, value: (logs: PoolLogs, server: number) => number): number => {
    const found = logs.get(pool);
    const server = found?.serverOf.get(node);
    return found === undefined || server === undefined ? 0 : value(found, server);
  };
  return {
    get nextLook() {
      if (!begun && pools.length > 0) return windows.start;
      return nextWindow < windows.count ? windows.bound(nextWindow + 1) : Infinity;
    },
    look(now) {
      if (now < windows.start) return;
      if (!begun) for (const { use } of logs.values()) use.begin();
      begun = true;
      const window = now >= windows.end ? windows.count : windows.at(now);
      if (window <= nextWindow) return;
      nextWindow = window;
      for (const { use } of logs.values()) use.look(window);
    },
    arrived: (pool, node) => of(pool, node, ({ attempts }, server) => attempts.arrived[server]),
    queueMean: (pool, node) =>
      of(pool, node, ({ use }, server) => use.waited(server)) / Math.max(1, windows.end - windows.start),
    finish() {
      return Object.fromEntries([...logs].map(([name, log]) => [name, runPoolOf(log, windows, heat)]));
    },
  };
}

function subscribe(
  trace: Trace,
  logs: ReadonlyMap<string, PoolLogs>,
  { start, end }: { readonly start: Micros; readonly end: Micros },
): void {
  trace.subscribe('attempt', (observation) => {
    const { time, service, node, outcome, key } = observation;
    if (time < start || time > end) return;
    const log = logs.get(service);
    const server = log?.serverOf.get(node);
    if (log === undefined || server === undefined) return;
    log.attempts.attempt(observation, server);
    if (key !== undefined && outcome === 'ok') log.keys.answered(key, node);
  });
  trace.subscribe('routing', (observation) => {
    if (observation.time >= start && observation.time <= end)
      logs.get(observation.service)?.attempts.routing(observation);
  });
  trace.subscribe('scaling', (observation) => logs.get(observation.service)?.instances.scaling(observation));
  trace.subscribe('instance', (observation) => {
    const log = logs.get(observation.service);
    const server = log?.serverOf.get(observation.node);
    if (log === undefined || server === undefined) return;
    if (log.instances.instance(observation, server)) log.keys.changed();
  });
  trace.subscribe('node', (observation) => {
    for (const { serverOf, instances } of logs.values()) {
      const server = serverOf.get(observation.node);
      if (server !== undefined) instances.node(observation, server);
    }
  });
}

/** Four decimals are more than a colour shows, and a quarter of the bytes of a journal. */
const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

function runPoolOf({ rows, attempts, instances, keys, use }: PoolLogs, windows: Windows, heat: boolean): RunPool {
  const { windows: inWindows, sojourn } = attempts.finish();
  const { ready, wanted, cost, serverHours, decisions, decisionCount } = instances.finish();
  const perSecond = (count: number, i: number): number => count / toSeconds(windowLength(windows, i));
  const { utilization, waited } = use.total();
  return {
    nodes: rows.names,
    counts: { ...attempts.counts },
    wait: attempts.wait.toData(),
    sojourn: sojourn.toData(),
    windows: inWindows.map(({ good, failed, retries, p50, p99, max }, i) => ({
      startSeconds: toSeconds(windows.bound(i)),
      seconds: toSeconds(windowLength(windows, i)),
      goodput: perSecond(good, i),
      failures: perSecond(failed, i),
      retries: perSecond(retries, i),
      ready: rounded(ready.means[i]),
      wanted: rounded(wanted.means[i]),
      queued: rounded(use.queued[i]),
      utilization: rounded(use.utilization[i]),
      p50,
      p99,
      max,
    })),
    ...(heat ? { heat: { busy: use.rows.busy.map(roundedAll), queued: use.rows.queued.map(roundedAll) } } : {}),
    utilization,
    readyMean: ready.mean,
    queueMean: waited / Math.max(1, windows.end - windows.start),
    cost,
    serverHours,
    decisions,
    decisionCount,
    keys: keys.finish(),
  };
}

const roundedAll = (row: readonly number[]): number[] => row.map(rounded);
