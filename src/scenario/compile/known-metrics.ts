/** The metrics that a scenario's results will have, by name, and the unit each is compared in (`measure/metrics.ts`). */
import { CAUSES } from '../../measure/incidents/causes.ts';
import type { OperationName } from '../../services/store-client/invoke.ts';

/** How a value for it is written: `99.9%`, `4s`, `0`. */
export type MetricUnit = 'share' | 'duration' | 'number';

export interface MeasuredClient {
  readonly name: string;
  /** In its mix. */
  readonly operations: readonly OperationName[];
}

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
  services: readonly string[],
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
  for (const service of services) addNumbers(`load.${service}`, LOAD);
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
