/** What the figures of a summary are measured in and which way is better, by name: see `metrics.ts` for the names. */
import { BATCH_METRICS } from './batches/batch-metrics.ts';
import { type MetricMeaning, means } from './metric-meaning.ts';
import { POOL_METRICS } from './pools/pool-metrics.ts';
import { QUANTILE_METRICS } from './quantile-metrics.ts';

const NUMBER = means('number', 'neither');

/** Patterns of whole names; the first that fits counts. */
const MEANINGS: readonly (readonly [pattern: RegExp, meaning: MetricMeaning])[] = [
  [/^availability\.\w+\.attempted$/, means('count', 'neither')],
  [/^availability\.\w+\.ok$/, means('count', 'higher')],
  [/^availability\.\w+\.(failed|unknown)$/, means('count', 'lower')],
  [/^(availability|rareEvents)\..*nines$/, means('number', 'higher')],
  [/^(availability|rareEvents)\..*downtimeSecondsPerYear$/, means('seconds', 'lower')],
  [/^(availability|windowedUserUptime)\./, means('share', 'higher')],
  [/^rareEvents\..*unavailability/, means('share', 'lower')],
  [/^rareEvents\..*incidentsPerYear$/, means('number', 'lower')],
  [/^failover\.count$/, means('count', 'lower')],
  [/^latency\..*\.count$/, means('count', 'higher')],
  [/^(failover|latency)\./, means('seconds', 'lower')],
  [/^load\..*\.mean$/, means('number', 'neither')],
  [/^load\..*\.jain$/, means('number', 'higher')],
  [/^load\./, means('number', 'lower')],
  [/^downtime\..*incidents$/, means('count', 'lower')],
  [/^downtime\..*share$/, means('share', 'neither')],
  [/^downtime\./, means('seconds', 'lower')],
  [/^(incidents|violations|errors)$/, means('count', 'lower')],
  [/^errors\./, means('count', 'lower')],
  [/^(virtual|skipped)Seconds$/, means('seconds', 'neither')],
];

const figureOf = (name: string, known: Readonly<Record<string, MetricMeaning>>): MetricMeaning | undefined => {
  const segments = name.split('.');
  // A service's name may hold dots: the longest figure that the name ends with is meant.
  for (let i = 1; i < segments.length; i++) {
    const figure = segments.slice(i).join('.');
    if (Object.hasOwn(known, figure)) return known[figure];
  }
  return undefined;
};

/** Of an unknown name: a number that is neither better nor worse. */
export function metricInfo(name: string): MetricMeaning {
  if (name.startsWith('pools.')) return figureOf(name, POOL_METRICS) ?? NUMBER;
  if (name.startsWith('batches.')) {
    const quantile = /\.(?:wait|response)\..+\.(\w+)$/.exec(name)?.[1];
    if (quantile !== undefined) return figureOf(`times.${quantile}`, QUANTILE_METRICS) ?? NUMBER;
    return name.includes('.dominantShare.') ? means('share', 'neither') : (figureOf(name, BATCH_METRICS) ?? NUMBER);
  }
  return MEANINGS.find(([pattern]) => pattern.test(name))?.[1] ?? NUMBER;
}
