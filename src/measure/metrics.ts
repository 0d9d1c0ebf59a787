/**
 * The figures of a summary by name, for expectations such as `availability.time >= 99.999%`. Units are those of
 * result.json: seconds, shares, counts. A name that stands for an estimate yields its mean.
 *
 * | name | what |
 * |---|---|
 * | `availability.time`, `.requests`, `.userUptime` | the mean; further `.mean`, `.ci95.lo`, `.ci95.hi`, `.nines` (Infinity without downtime), `.downtimeSecondsPerYear`; requests also `.attempted`, `.ok`, `.failed`, `.unknown` |
 * | `windowedUserUptime.<seconds>` | MCR of that window |
 * | `failover.<quantile>`, `latency.<client>.<operation>.<quantile>` | `count`, `mean`, `p50`, `p90`, `p99`, `p999`, `max` |
 * | `load.<service>.<measure>` | `mean`, `stddev`, `cv`, `peakToMean`, `jain`, `gini` |
 * | `pools.<service>.<figure>` | see `pools/pool-metrics.ts`; means over runs |
 * | `batches.<service>.<figure>` | see `batches/batch-metrics.ts`; means over runs |
 * | `downtime.seconds`, `downtime.<cause>.seconds`, `.share`, `.incidents` | over all runs; causes with hyphens (`loss-of-quorum`) |
 * | `incidents`, `violations`, `errors`, `errors.<reason>`, `virtualSeconds`, `skippedSeconds` | over all runs |
 * | `rareEvents.<figure>`, `rareEvents.<cause>.<figure>` | `unavailability`, `unavailability.ci95.lo`, `.hi`, `.relativeError`, `nines`, `downtimeSecondsPerYear`, `incidentsPerYear`; a cause never seen has none |
 *
 * What each is measured in and which way is better: `metricInfo`. Latency without a single answer has no quantile; a run without failovers has failovers of 0 s.
 */
import { batchMetrics } from './batches/batch-metrics.ts';
import { CAUSES } from './incidents/causes.ts';
import { poolMetrics } from './pools/pool-metrics.ts';
import type { RareDowntime } from './rare-events/rare-events-summary.ts';
import type { AvailabilityEstimate, Quantiles, Summary } from './result.ts';

export const lookUpMetric = (summary: Summary, path: string): number | undefined => metricsOf(summary).get(path);

export const metricNames = (summary: Summary): string[] => [...metricsOf(summary).keys()];

/** All figures by name. */
export function metricsOf(summary: Summary): ReadonlyMap<string, number> {
  const metrics = new Map<string, number>();
  const { time, requests, userUptime } = summary.availability;
  if (time !== undefined) addAvailability(metrics, 'availability.time', time);
  if (requests !== undefined) {
    addAvailability(metrics, 'availability.requests', requests);
    const { attempted, ok, failed, unknown } = requests;
    addAll(metrics, 'availability.requests', { attempted, ok, failed, unknown });
  }
  if (userUptime !== undefined) addAvailability(metrics, 'availability.userUptime', userUptime);
  for (const { windowSeconds, mcr } of summary.windowedUserUptime) {
    metrics.set(`windowedUserUptime.${windowSeconds}`, mcr);
  }
  addAll(metrics, 'failover', { ...summary.failover });
  for (const [client, operations] of Object.entries(summary.latency)) {
    for (const [operation, quantiles] of Object.entries(operations)) {
      addLatency(metrics, `latency.${client}.${operation}`, quantiles);
    }
  }
  for (const [service, { mean, stddev, cv, peakToMean, jain, gini }] of Object.entries(summary.load)) {
    addAll(metrics, `load.${service}`, { mean, stddev, cv, peakToMean, jain, gini });
  }
  for (const [service, pool] of Object.entries(summary.pools ?? {})) {
    for (const [name, value] of poolMetrics(pool)) metrics.set(`pools.${service}.${name}`, value);
  }
  for (const [service, batch] of Object.entries(summary.batches ?? {})) {
    for (const [name, value] of batchMetrics(batch)) metrics.set(`batches.${service}.${name}`, value);
  }
  addDowntime(metrics, summary);
  addErrors(metrics, summary);
  if (summary.rareEvents !== undefined) {
    addRareEvents(metrics, 'rareEvents', summary.rareEvents);
    for (const row of summary.rareEvents.causes) {
      addRareEvents(metrics, `rareEvents.${row.cause.replaceAll(' ', '-')}`, row);
    }
  }
  const { incidents, violations, virtualSeconds, skippedSeconds } = summary;
  for (const [name, value] of Object.entries({ incidents, violations, virtualSeconds, skippedSeconds })) {
    metrics.set(name, value);
  }
  return metrics;
}

function addAll(metrics: Map<string, number>, prefix: string, values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) metrics.set(`${prefix}.${name}`, value);
}

function addAvailability(metrics: Map<string, number>, name: string, estimate: AvailabilityEstimate): void {
  const { mean, ci95, nines, downtimeSecondsPerYear } = estimate;
  metrics.set(name, mean);
  addAll(metrics, name, {
    mean,
    'ci95.lo': ci95[0],
    'ci95.hi': ci95[1],
    nines: nines ?? Number.POSITIVE_INFINITY,
    downtimeSecondsPerYear,
  });
}

function addLatency(metrics: Map<string, number>, name: string, quantiles: Quantiles): void {
  if (quantiles.count === 0) metrics.set(`${name}.count`, 0);
  else addAll(metrics, name, { ...quantiles });
}

function addDowntime(metrics: Map<string, number>, { downtime }: Summary): void {
  let seconds = 0;
  for (const cause of Object.keys(CAUSES)) {
    const row = downtime.find((candidate) => candidate.cause === cause) ?? { seconds: 0, share: 0, incidents: 0 };
    seconds += row.seconds;
    const name = `downtime.${cause.replaceAll(' ', '-')}`;
    addAll(metrics, name, { seconds: row.seconds, share: row.share, incidents: row.incidents });
  }
  metrics.set('downtime.seconds', seconds);
}

function addRareEvents(metrics: Map<string, number>, name: string, downtime: RareDowntime): void {
  const { unavailability, nines, downtimeSecondsPerYear, incidentsPerYear } = downtime;
  const { mean, ci95, relativeError } = unavailability;
  addAll(metrics, name, {
    unavailability: mean,
    'unavailability.ci95.lo': ci95[0],
    'unavailability.ci95.hi': ci95[1],
    'unavailability.relativeError': relativeError ?? Number.POSITIVE_INFINITY,
    nines: nines ?? Number.POSITIVE_INFINITY,
    downtimeSecondsPerYear,
    incidentsPerYear: incidentsPerYear.mean,
  });
}

function addErrors(metrics: Map<string, number>, { errors }: Summary): void {
  let count = 0;
  for (const [reason, times] of Object.entries(errors)) {
    metrics.set(`errors.${reason}`, times);
    count += times;
  }
  metrics.set('errors', count);
}
