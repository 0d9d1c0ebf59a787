/** The metrics that a scenario's results will have, by name, and the unit each is compared in (`measure/metrics.ts`). */

import { BATCH_METRICS } from '../../measure/batches/batch-metrics.ts';
import { CAUSES } from '../../measure/incidents/causes.ts';
import type { MetricMeaning } from '../../measure/metric-meaning.ts';
import { POOL_METRICS } from '../../measure/pools/pool-metrics.ts';
import type { ServiceSpec } from '../../services/service.ts';
import type { OperationName } from '../../services/store-client/invoke.ts';
import type { JobClassSpec } from '../../workload/job-class.ts';

/** How a value for it is written: `99.9%`, `4s`, `0`. */
export type MetricUnit = 'share' | 'duration' | 'rate' | 'number';

export interface MeasuredClient {
  readonly name: string;
  /** In its mix; `call` of a pool. */
  readonly operations: readonly (OperationName | 'call')[];
}

/** Of an unknown kind it may have the figures of any. */
export interface MeasuredService {
  readonly name: string;
  readonly kind: ServiceSpec['kind'] | null;
  /** Whose jobs it runs. */
  readonly jobs: readonly Pick<JobClassSpec, 'name' | 'user'>[];
}

const UNITS: Readonly<Record<MetricMeaning['unit'], MetricUnit>> = {
  seconds: 'duration',
  share: 'share',
  'per second': 'rate',
  count: 'number',
  money: 'number',
  number: 'number',
};

const unitsOf = (meanings: Readonly<Record<string, MetricMeaning>>): Readonly<Record<string, MetricUnit>> =>
  Object.fromEntries(Object.entries(meanings).map(([name, { unit }]) => [name, UNITS[unit]]));

const QUANTILES: Readonly<Record<string, MetricUnit>> = {
  p50: 'duration',
  p90: 'duration',
  p99: 'duration',
  p999: 'duration',
  mean: 'duration',
  max: 'duration',
  count: 'number',
};

const AVAILABILITY: Readonly<Record<string, MetricUnit>> = {
  mean: 'share',
  'ci95.lo': 'share',
  'ci95.hi': 'share',
  nines: 'number',
  downtimeSecondsPerYear: 'duration',
};

const RARE_EVENTS: Readonly<Record<string, MetricUnit>> = {
  unavailability: 'share',
  'unavailability.ci95.lo': 'share',
  'unavailability.ci95.hi': 'share',
  'unavailability.relativeError': 'share',
  nines: 'number',
  downtimeSecondsPerYear: 'duration',
  incidentsPerYear: 'number',
};

const COUNTS = ['attempted', 'ok', 'failed', 'unknown'];
const LOAD = ['mean', 'stddev', 'cv', 'peakToMean', 'jain', 'gini'];
/** Why operations fail, see `services/store-client/store-client.ts`. */
const REASONS = [
  ...['timeout', 'not-leader', 'overload', 'disconnected', 'leadership-lost', 'session-expired'],
  ...['retry-budget', 'cas-mismatch'],
];
/** Powers of two of a second, as `measure/availability/by-user.ts` takes them; up to a year and beyond. */
const WINDOWS: number[] = [];
for (let seconds = 1; seconds < 2e10; seconds *= 2) WINDOWS.push(seconds);

/** In the order in which lists show them. */
export const knownMetrics = (
  clients: readonly MeasuredClient[],
  services: readonly MeasuredService[],
): ReadonlyMap<string, MetricUnit> => {
  const metrics = new Map<string, MetricUnit>();
  const addAll = (prefix: string, units: Readonly<Record<string, MetricUnit>>) => {
    for (const [name, unit] of Object.entries(units)) metrics.set(`${prefix}.${name}`, unit);
  };
  const addNumbers = (prefix: string, names: readonly string[]) => {
    for (const name of names) metrics.set(`${prefix}.${name}`, 'number');
  };
  for (const kind of ['time', 'requests', 'userUptime']) {
    metrics.set(`availability.${kind}`, 'share');
    addAll(`availability.${kind}`, AVAILABILITY);
  }
  addNumbers('availability.requests', COUNTS);
  addAll('failover', QUANTILES);
  for (const name of ['violations', 'incidents', 'errors']) metrics.set(name, 'number');
  for (const { name, operations } of clients) {
    for (const operation of operations) addAll(`latency.${name}.${operation}`, QUANTILES);
  }
  for (const { name, kind, jobs } of services) {
    addNumbers(`load.${name}`, LOAD);
    if (kind === 'pool' || kind === null) addAll(`pools.${name}`, unitsOf(POOL_METRICS));
    if (kind !== 'batch' && kind !== null) continue;
    addAll(`batches.${name}`, unitsOf(BATCH_METRICS));
    for (const job of jobs) {
      addAll(`batches.${name}.wait.${job.name}`, QUANTILES);
      addAll(`batches.${name}.response.${job.name}`, QUANTILES);
      metrics.set(`batches.${name}.dominantShare.${job.user}`, 'share');
    }
  }
  metrics.set('downtime.seconds', 'duration');
  for (const cause of Object.keys(CAUSES)) {
    const prefix = `downtime.${cause.replaceAll(' ', '-')}`;
    addAll(prefix, { seconds: 'duration', share: 'share', incidents: 'number' });
  }
  for (const cause of ['', ...Object.keys(CAUSES)]) {
    addAll(cause === '' ? 'rareEvents' : `rareEvents.${cause.replaceAll(' ', '-')}`, RARE_EVENTS);
  }
  addNumbers('errors', REASONS);
  for (const seconds of WINDOWS) metrics.set(`windowedUserUptime.${seconds}`, 'share');
  metrics.set('virtualSeconds', 'duration');
  metrics.set('skippedSeconds', 'duration');
  return metrics;
};
