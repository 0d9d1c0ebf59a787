/**
 * From the results of independent runs to their summary; pure. How runs are put together:
 * - availabilities: the mean over runs with its 95 % interval (Student's t), clipped to [0, 1]. One run says nothing
 *   about the spread, so its interval is [0, 1]. Runs without the figure (no probes, no requests) are left out.
 * - windowed user uptime: the mean over runs of each window's MCR, since the worst over all runs would fall with the
 *   number of runs. At the whole period it equals the mean user uptime.
 * - downtime: seconds by cause over all runs; `incidents` counts those in which the cause had a part, so an incident
 *   with two causes counts for both.
 * - latency and failover: quantiles of all observations together. Without observations all figures are 0.
 * - rare events: cycles of all runs together, see `rare-events/`.
 * - load: nodes and measures of imbalance averaged over runs; averaging nodes first would hide a hot spot that moves.
 *   Servers of a pool are compared by what they served per time that they were on.
 * - pools and batch clusters: see `pools/summarize-pool.ts` and `batches/summarize-batch.ts`.
 */
import { getOrCreate } from '../core/get-or-create.ts';
import { confidenceInterval } from '../core/statistics/confidence-interval.ts';
import { downtimeSecondsPerYear } from '../core/statistics/downtime-seconds-per-year.ts';
import { createHistogram, type Histogram } from '../core/statistics/histogram.ts';
import { loadBalance } from '../core/statistics/load-balance.ts';
import { lorenzCurve } from '../core/statistics/lorenz-curve.ts';
import { nines } from '../core/statistics/nines.ts';
import { summarizeBatch } from './batches/summarize-batch.ts';
import { groupByName } from './group-by-name.ts';
import { summarizePool } from './pools/summarize-pool.ts';
import { quantilesOf } from './quantiles-of.ts';
import { addMoments } from './rare-events/cycle-moments.ts';
import { estimateRareEvents } from './rare-events/estimate-rare-events.ts';
import type {
  AvailabilityEstimate,
  LoadSummary,
  NodeLoad,
  Quantiles,
  RequestCounts,
  RunResult,
  Summary,
  WindowedUptime,
} from './result.ts';

export function summarize(runs: readonly RunResult[]): Summary {
  const failovers = createHistogram();
  for (const run of runs) for (const { seconds } of run.failovers) failovers.record(seconds);
  return {
    virtualSeconds: total(runs.map((run) => run.virtualSeconds)),
    skippedSeconds: total(runs.map((run) => run.skippedSeconds)),
    availability: availabilityOf(runs),
    windowedUserUptime: meanWindows(runs),
    downtime: downtimeByCause(runs),
    incidents: total(runs.map((run) => run.incidents.length)),
    failover: quantilesOf(failovers),
    latency: latencyByClient(runs),
    load: loadByService(runs),
    errors: sumByName(runs.map((run) => run.errors)),
    violations: total(runs.map((run) => run.violations.length)),
    ...loadedServicesOf(runs),
    ...rareEventsOf(runs),
  };
}

function loadedServicesOf(runs: readonly RunResult[]): Pick<Summary, 'pools' | 'batches'> {
  const seconds = runs.filter(({ pools }) => pools !== undefined).map(({ virtualSeconds }) => virtualSeconds);
  const pools = [...groupByName(runs.map((run) => run.pools))].map(([name, of]) => [name, summarizePool(of, seconds)]);
  const batches = [...groupByName(runs.map((run) => run.batches))].map(([name, of]) => [name, summarizeBatch(of)]);
  return {
    ...(pools.length === 0 ? {} : { pools: Object.fromEntries(pools) }),
    ...(batches.length === 0 ? {} : { batches: Object.fromEntries(batches) }),
  };
}

function rareEventsOf(runs: readonly RunResult[]): Pick<Summary, 'rareEvents'> {
  const moments = runs.flatMap((run) => run.rareEvents ?? []);
  const rareEvents = moments.length === 0 ? undefined : estimateRareEvents(moments.reduce(addMoments));
  return rareEvents === undefined ? {} : { rareEvents };
}

function availabilityOf(runs: readonly RunResult[]): Summary['availability'] {
  const time = estimate(runs.map((run) => run.availability.time));
  const requests = estimate(runs.map((run) => run.availability.requests));
  const uptime = estimate(runs.map((run) => run.availability.userUptime));
  const counted = (count: keyof RequestCounts): number => total(runs.map((run) => run.availability.counts[count]));
  const counts: RequestCounts = {
    attempted: counted('attempted'),
    ok: counted('ok'),
    failed: counted('failed'),
    unknown: counted('unknown'),
  };
  return {
    ...(time === undefined ? {} : { time }),
    ...(requests === undefined ? {} : { requests: { ...requests, ...counts } }),
    ...(uptime === undefined ? {} : { userUptime: uptime }),
  };
}

function estimate(shares: readonly (number | undefined)[]): AvailabilityEstimate | undefined {
  const known = shares.filter((share) => share !== undefined);
  if (known.length === 0) return undefined;
  const { mean, ci95 } = confidenceInterval(known);
  const inNines = nines(mean);
  return {
    mean,
    ci95: [Math.max(0, ci95[0]), Math.min(1, ci95[1])],
    nines: inNines === Number.POSITIVE_INFINITY ? null : inNines,
    downtimeSecondsPerYear: downtimeSecondsPerYear(mean),
  };
}

function meanWindows(runs: readonly RunResult[]): WindowedUptime[] {
  const byWindow = new Map<number, number[]>();
  for (const { availability } of runs) {
    for (const { windowSeconds, mcr } of availability.windowedUserUptime) {
      getOrCreate(byWindow, windowSeconds, (): number[] => []).push(mcr);
    }
  }
  return [...byWindow]
    .sort(([a], [b]) => a - b)
    .map(([windowSeconds, values]) => ({ windowSeconds, mcr: total(values) / values.length }));
}

function downtimeByCause(runs: readonly RunResult[]): Summary['downtime'] {
  const secondsByCause = new Map<string, number>();
  const incidentsByCause = new Map<string, number>();
  for (const { incidents } of runs) {
    for (const { segments } of incidents) {
      for (const { cause, seconds } of segments) {
        secondsByCause.set(cause, (secondsByCause.get(cause) ?? 0) + seconds);
      }
      for (const cause of new Set(segments.map((segment) => segment.cause))) {
        incidentsByCause.set(cause, (incidentsByCause.get(cause) ?? 0) + 1);
      }
    }
  }
  const all = total([...secondsByCause.values()]);
  return [...secondsByCause]
    .sort(([a, s], [b, t]) => t - s || (a < b ? -1 : 1))
    .map(([cause, seconds]) => ({
      cause,
      incidents: incidentsByCause.get(cause) ?? 0,
      seconds,
      share: all === 0 ? 0 : seconds / all,
    }));
}

function latencyByClient(runs: readonly RunResult[]): Record<string, Record<string, Quantiles>> {
  const merged = new Map<string, Histogram>();
  for (const { latency } of runs) {
    for (const [name, data] of Object.entries(latency)) getOrCreate(merged, name, createHistogram).merge(data);
  }
  const byClient = new Map<string, Record<string, Quantiles>>();
  for (const [name, histogram] of merged) {
    // A client's name may hold dots, an operation's does not.
    const dot = name.lastIndexOf('.');
    getOrCreate(byClient, name.slice(0, dot), (): Record<string, Quantiles> => ({}))[name.slice(dot + 1)] =
      quantilesOf(histogram);
  }
  return Object.fromEntries(byClient);
}

const loadByService = (runs: readonly RunResult[]): Record<string, LoadSummary> =>
  Object.fromEntries(
    [...groupByName(runs.map(({ load }) => load))].map(([service, loads]) => [service, meanLoad(loads)]),
  );

/** A node that was on for less tells nothing about balance. */
const ON_SHARE_MIN = 0.01;

/** 60 steps: exact for as many nodes as divide them. */
const LORENZ_POINTS = 61;

/** What each node served while it was on; nodes that hardly were are left out. */
const loadsWhileOn = (nodes: readonly NodeLoad[]): number[] =>
  nodes.flatMap(({ requests, onShare = 1 }) => (onShare < ON_SHARE_MIN ? [] : requests / onShare));

function meanLoad(loads: readonly (readonly NodeLoad[])[]): LoadSummary {
  const measures = loads.map((nodes) => loadBalance(loadsWhileOn(nodes)));
  const curves = loads.map((nodes) => lorenzCurve(loadsWhileOn(nodes), LORENZ_POINTS));
  const mean = (of: (measure: (typeof measures)[number]) => number): number => total(measures.map(of)) / loads.length;
  const byNode = new Map<string, NodeLoad[]>();
  for (const load of loads.flat()) getOrCreate(byNode, load.id, (): NodeLoad[] => []).push(load);
  return {
    mean: mean((measure) => measure.mean),
    stddev: mean((measure) => measure.stddev),
    cv: mean((measure) => measure.cv),
    peakToMean: mean((measure) => measure.peakToMean),
    jain: mean((measure) => measure.jain),
    gini: mean((measure) => measure.gini),
    lorenz: curves[0].map((_, i) => total(curves.map((curve) => curve[i])) / curves.length),
    nodes: [...byNode].map(([id, of]) => ({
      id,
      requests: total(of.map(({ requests }) => requests)) / of.length,
      busyShare: total(of.map(({ busyShare }) => busyShare)) / of.length,
      queueMean: total(of.map(({ queueMean }) => queueMean)) / of.length,
      ...(of.every(({ onShare }) => onShare === undefined)
        ? {}
        : { onShare: total(of.map(({ onShare = 1 }) => onShare)) / of.length }),
    })),
  };
}

/** Added up by name, largest first. */
function sumByName(records: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const record of records) {
    for (const [name, count] of Object.entries(record)) sums.set(name, (sums.get(name) ?? 0) + count);
  }
  return Object.fromEntries([...sums].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)));
}

function total(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
