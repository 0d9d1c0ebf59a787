/**
 * Watches the pools of a run: attempts at their servers, what callers do about failures, servers that come and go,
 * scaling, and busy cores, which the run shows at the end of each window (`look`), since nothing is published about them.
 */
import type { Micros } from '../../core/time.ts';
import { toSeconds } from '../../core/time.ts';
import type { NodeId } from '../../kernel/observation.ts';
import type { Trace } from '../../kernel/trace.ts';
import type { RunPool } from '../result.ts';
import { type Windows, windowsOf } from '../windows.ts';
import { type AttemptLog, createAttemptLog } from './attempt-log.ts';
import { type CoreTime, type CoreTimeLog, createCoreTimeLog } from './core-time-log.ts';
import { type HeatRows, heatRows } from './heat-rows.ts';
import { createInstanceLog, type InstanceLog } from './instance-log.ts';
import { createKeyMoveLog, type KeyMoveLog } from './key-moves.ts';

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
  readonly coreTime: (node: NodeId) => CoreTime;
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
  readonly cores: CoreTimeLog;
}

export function watchPools(trace: Trace, options: WatchPoolsOptions): PoolWatch {
  const { pools, names, period, heat, coreTime } = options;
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
          attempts: createAttemptLog(windows, nodes.length, rows.rowOf, drawn),
          instances: createInstanceLog(windows, nodes.length, initial),
          keys: createKeyMoveLog(),
          cores: createCoreTimeLog(windows, nodes, coreTime, rows.rowOf, drawn),
        },
      ];
    }),
  );
  let nextWindow = pools.length === 0 ? windows.count : 0;
  if (pools.length > 0) subscribe(trace, logs, period);

  const of = (pool: string, node: NodeId, values: (log: AttemptLog) => Float64Array): number => {
    const log = logs.get(pool);
    const server = log?.serverOf.get(node);
    return log === undefined || server === undefined ? 0 : values(log.attempts)[server];
  };
  return {
    get nextLook() {
      return nextWindow < windows.count ? windows.bound(nextWindow + 1) : Infinity;
    },
    look(now) {
      const window = now >= windows.end ? windows.count : windows.at(Math.max(windows.start, now));
      if (window <= nextWindow) return;
      nextWindow = window;
      for (const { cores } of logs.values()) cores.look(window);
    },
    arrived: (pool, node) => of(pool, node, ({ arrived }) => arrived),
    queueMean: (pool, node) => of(pool, node, ({ waited }) => waited) / Math.max(1, windows.end - windows.start),
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

function runPoolOf(
  { rows, serverOf, attempts, instances, keys, cores }: PoolLogs,
  windows: Windows,
  heat: boolean,
): RunPool {
  const { windows: inWindows, sojourn } = attempts.finish();
  const { ready, wanted, cost, serverHours, decisions, decisionCount } = instances.finish();
  const lengthOf = (i: number): number => Math.max(1, windows.bound(i + 1) - windows.bound(i));
  const perSecond = (count: number, i: number): number => count / toSeconds(lengthOf(i));
  const serversIn = new Float64Array(rows.names.length);
  for (let server = 0; server < serverOf.size; server++) serversIn[rows.rowOf(server)]++;
  return {
    nodes: rows.names,
    counts: { ...attempts.counts },
    wait: attempts.wait.toData(),
    sojourn: sojourn.toData(),
    windows: inWindows.map(({ good, failed, retries, p50, p99, max }, i) => ({
      startSeconds: toSeconds(windows.bound(i)),
      seconds: toSeconds(lengthOf(i)),
      goodput: perSecond(good, i),
      failures: perSecond(failed, i),
      retries: perSecond(retries, i),
      ready: rounded(ready.means[i]),
      wanted: rounded(wanted.means[i]),
      queued: rounded(attempts.queued[i] / lengthOf(i)),
      utilization: rounded(cores.utilization[i]),
      p50,
      p99,
      max,
    })),
    ...(heat
      ? {
          heat: {
            busy: cores.rows.map((row) => row.map(rounded)),
            queued: attempts.rows.map((row, r) =>
              Array.from(row, (area, i) => rounded(area / lengthOf(i) / serversIn[r])),
            ),
          },
        }
      : {}),
    utilization: cores.total(),
    readyMean: ready.mean,
    queueMean: attempts.queued.reduce((sum, area) => sum + area, 0) / Math.max(1, windows.end - windows.start),
    cost,
    serverHours,
    decisions,
    decisionCount,
    keys: keys.finish(),
  };
}
