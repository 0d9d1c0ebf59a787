/**
 * Latency of operations that succeeded, from invocation to answer over all attempts, in seconds: a histogram per client
 * and operation, and quantiles over time in windows of equal length, by time of completion. Operations that failed or
 * ran out of time have no latency; availability counts them.
 *
 * Requests credited for skipped calendar have the latencies of the steady state: those of the operations while no
 * fault was in force nor had just ended.
 */
import { getOrCreate } from '../core/get-or-create.ts';
import { createHistogram, type Histogram } from '../core/statistics/histogram.ts';
import { scaleHistogram } from '../core/statistics/scale-histogram.ts';
import { type Micros, toSeconds } from '../core/time.ts';
import type { Trace } from '../kernel/trace.ts';
import { answered } from './answered.ts';
import type { HistogramData, LatencyWindow } from './result.ts';
import { watchSteadyState } from './steady-state.ts';

/** Windows per run: as many points as a chart can show. */
const WINDOWS = 120;

export interface Latency {
  /** By `client.operation`. */
  readonly histograms: Readonly<Record<string, HistogramData>>;
  /** Ascending in time; windows without an answered operation are left out. */
  readonly overTime: readonly LatencyWindow[];
}

interface OperationLatency {
  readonly all: Histogram;
  /** Of the steady state. */
  readonly steady: Histogram;
  /** Requests credited. */
  credited: number;
}

interface ClientLatency {
  readonly byOperation: Map<string, OperationLatency>;
  window: number;
  histogram: Histogram;
}

export function watchLatency(trace: Trace, period: { readonly start: Micros; readonly end: Micros }): () => Latency {
  const { start, end } = period;
  const width = Math.max(1, (end - start) / WINDOWS);
  const clients = new Map<string, ClientLatency>();
  const overTime: LatencyWindow[] = [];

  const closeWindow = (client: string, { window, histogram }: ClientLatency): void => {
    if (histogram.count === 0) return;
    overTime.push({
      startSeconds: toSeconds(Math.round(start + window * width)),
      client,
      count: histogram.count,
      p50: histogram.quantile(0.5),
      p90: histogram.quantile(0.9),
      p99: histogram.quantile(0.99),
      max: histogram.max,
    });
  };

  const isSteady = watchSteadyState(trace);
  trace.subscribe('skip', ({ credits }) => {
    for (const { client, f, count } of credits) {
      getOrCreate(getOrCreate(clients, client, newClient).byOperation, f, newOperation).credited += count;
    }
  });
  trace.subscribe('operation', (operation) => {
    if (!answered(operation)) return;
    const { client, f, time, invokedAt } = operation;
    if (invokedAt < start || time > end) return;
    const of = getOrCreate(clients, client, newClient);
    const window = Math.min(WINDOWS - 1, Math.floor((time - start) / width));
    if (window !== of.window) {
      closeWindow(client, of);
      of.window = window;
      of.histogram = createHistogram();
    }
    const seconds = toSeconds(time - invokedAt);
    of.histogram.record(seconds);
    const operationLatency = getOrCreate(of.byOperation, f, newOperation);
    operationLatency.all.record(seconds);
    if (isSteady(invokedAt)) operationLatency.steady.record(seconds);
  });

  return () => {
    const histograms: Record<string, HistogramData> = {};
    for (const [client, of] of clients) {
      closeWindow(client, of);
      for (const [operation, { all, steady, credited }] of of.byOperation) {
        const source = steady.count > 0 ? steady : all;
        all.merge(scaleHistogram(source.toData(), credited));
        if (all.count > 0) histograms[`${client}.${operation}`] = all.toData();
      }
    }
    overTime.sort((a, b) => a.startSeconds - b.startSeconds);
    return { histograms, overTime };
  };
}

const newOperation = (): OperationLatency => ({ all: createHistogram(), steady: createHistogram(), credited: 0 });

const newClient = (): ClientLatency => ({ byOperation: new Map(), window: 0, histogram: createHistogram() });
