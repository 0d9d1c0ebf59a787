/**
 * What became of the attempts at the servers of one pool. An attempt counts when its server is done with it; its waiting
 * One that was answered too late has failed; one that was cancelled has not: its twin, a hedge or what was hedged, was answered first.
 *
 * This runs once an attempt, so it allocates nothing but for a histogram a window.
 */
import { createHistogram, type Histogram } from '../../core/statistics/histogram.ts';
import { toSeconds } from '../../core/time.ts';
import type { AttemptObservation, RoutingObservation } from '../../kernel/observation.ts';
import type { PoolCounts } from '../result.ts';
import type { Windows } from '../windows.ts';

/** Of one window; times in seconds at the server. */
export interface AttemptWindow {
  readonly good: number;
  readonly failed: number;
  readonly retries: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export interface AttemptLog {
  /** `server`: its number in the pool. Within the measured period only. */
  attempt(observation: AttemptObservation, server: number): void;
  routing(observation: RoutingObservation): void;
  /** Attempts that arrived, by server. */
  readonly arrived: Float64Array;
  readonly counts: PoolCounts;
  readonly wait: Histogram;
  /** To be called once. */
  finish(): { readonly windows: readonly AttemptWindow[]; readonly sojourn: Histogram };
}

type MutableCounts = { -readonly [K in keyof PoolCounts]: number };

const QUIET = { p50: 0, p99: 0, max: 0 };

export function createAttemptLog(windows: Windows, servers: number): AttemptLog {
  const counts: MutableCounts = {
    arrived: 0,
    ok: 0,
    late: 0,
    refused: 0,
    dropped: 0,
    expired: 0,
    cancelled: 0,
    failed: 0,
    lost: 0,
    retries: 0,
    hedges: 0,
    noBackend: 0,
    breakerRefused: 0,
    breakerOpened: 0,
    ejections: 0,
  };
  const arrived = new Float64Array(servers);
  const good = new Float64Array(windows.count);
  const failed = new Float64Array(windows.count);
  const retries = new Float64Array(windows.count);
  const wait = createHistogram();
  const sojourn = createHistogram();
  const quantiles: { p50: number; p99: number; max: number }[] = Array.from({ length: windows.count }, () => QUIET);
  let current = 0;
  let currentEnd = windows.bound(1);
  let inWindow = createHistogram();

  const close = (): void => {
    if (inWindow.count === 0) return;
    quantiles[current] = { p50: inWindow.quantile(0.5), p99: inWindow.quantile(0.99), max: inWindow.max };
    sojourn.merge(inWindow.toData());
    inWindow = createHistogram();
  };
  const moveTo = (time: number): void => {
    close();
    current = windows.at(time);
    currentEnd = current === windows.count - 1 ? Infinity : windows.bound(current + 1);
  };

  return {
    arrived,
    counts,
    wait,
    attempt(observation, server) {
      const { time, arrivedAt, outcome } = observation;
      if (time >= currentEnd) moveTo(time);
      counts.arrived++;
      arrived[server]++;
      if (outcome !== 'ok') {
        counts[outcome]++;
        if (outcome !== 'cancelled') failed[current]++;
        return;
      }
      counts.ok++;
      wait.record(toSeconds(observation.wait));
      inWindow.record(toSeconds(time - arrivedAt));
      if (observation.late === true) {
        counts.late++;
        failed[current]++;
      } else good[current]++;
    },
    routing({ time, event }) {
      if (time >= currentEnd) moveTo(time);
      if (event === 'retry') {
        counts.retries++;
        retries[current]++;
      } else if (event === 'hedge') counts.hedges++;
      else if (event === 'breaker-open') counts.breakerOpened++;
      else if (event === 'ejected') counts.ejections++;
      else if (event === 'no-backend' || event === 'breaker-refused') {
        counts[event === 'no-backend' ? 'noBackend' : 'breakerRefused']++;
        failed[current]++;
      }
    },
    finish() {
      close();
      return {
        sojourn,
        windows: quantiles.map((times, i) => ({ good: good[i], failed: failed[i], retries: retries[i], ...times })),
      };
    },
  };
}
