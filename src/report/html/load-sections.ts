/** Tables of pools and batch clusters: undefined where there are none. */
import { formatShare } from '../../core/units/format-share.ts';
import type { MeanOverRuns, Quantiles, Result } from '../../measure/result.ts';
import { formatCount } from '../format/format-count.ts';
import { formatRate } from '../format/format-rate.ts';
import { formatSeconds } from '../format/format-seconds.ts';
import { poolSentences } from '../pool-sentences.ts';
import { type Html, html } from './html.ts';
import { type Column, renderTable } from './table.ts';

const numbers = (...titles: readonly string[]): Column[] => titles.map((title) => ({ title, kind: 'number' }));

/** With its interval, if it has one. */
const spread = ({ mean, ci95 }: MeanOverRuns, format: (value: number) => string): string =>
  ci95 === null
    ? format(mean)
    : `${format(mean)} (${format(ci95[0]).replace(' %', '')}\u2009…\u2009${format(ci95[1]).replace(' %', '')})`;

export function poolsTable(result: Result): Html | undefined {
  const pools = Object.entries(result.summary.pools ?? {});
  if (pools.length === 0) return undefined;
  const intervals = result.runs.length > 1 ? ' Means over runs, with their 95 % intervals.' : '';
  return html`<p>Attempts per second at the servers.${intervals}</p>${renderTable(
    [{ title: 'pool' }, ...numbers('good', 'failed', 'retries per attempt', 'cores busy', 'servers ready')],
    pools.map(([name, pool]) => [
      name,
      spread(pool.goodput, formatRate),
      spread(pool.failures, formatRate),
      spread(pool.retryShare, formatShare),
      spread(pool.utilization, formatShare),
      formatRate(pool.readyMean.mean),
    ]),
  )}${renderTable(
    [{ title: 'pool, time' }, ...numbers('count', 'mean', 'p50', 'p90', 'p99', 'p99.9', 'longest')],
    pools.flatMap(([name, { wait, sojourn }]) => [
      timesRow(`${name}, waiting`, wait),
      timesRow(`${name}, at the server`, sojourn),
    ]),
  )}${pools.map(([name, pool]) => {
    const sentences = poolSentences(pool, result.summary.load[name]);
    return sentences.length > 0 && html`<p><strong>${name}</strong>: ${sentences.join('; ')}.</p>`;
  })}`;
}

export function batchesTable(result: Result): Html | undefined {
  const batches = Object.entries(result.summary.batches ?? {});
  if (batches.length === 0) return undefined;
  const classes = batches.flatMap(([name, batch]) =>
    Object.entries(batch.response).map(([jobClass, response]) =>
      timesRow(batches.length > 1 ? `${name} ${jobClass}` : jobClass, response),
    ),
  );
  return html`${renderTable(
    [
      { title: 'cluster' },
      ...numbers(
        'jobs',
        'finished',
        'failed',
        'late',
        'cores held',
        'memory held',
        'core time wasted',
        'preemptions',
        'copies',
      ),
    ],
    batches.map(([name, batch]) => [
      name,
      ...[batch.submitted, batch.finished, batch.failed, batch.late].map(({ mean }) => formatCount(mean)),
      ...[batch.cores, batch.memory, batch.wasted].map(({ mean }) => formatShare(mean)),
      ...[batch.preemptions, batch.copies].map(({ mean }) => formatCount(mean)),
    ]),
  )}${
    classes.length > 0 &&
    renderTable([{ title: 'jobs' }, ...numbers('finished', 'mean', 'p50', 'p90', 'p99', 'p99.9', 'longest')], classes)
  }`;
}

const timesRow = (name: string, quantiles: Quantiles): string[] => [
  name,
  formatCount(quantiles.count),
  ...[quantiles.mean, quantiles.p50, quantiles.p90, quantiles.p99, quantiles.p999, quantiles.max].map(formatSeconds),
];
