import { formatShare } from '../../core/units/format-share.ts';
import type { BatchSummary, Quantiles, Result } from '../../measure/result.ts';
import { formatCount } from '../format/format-count.ts';
import { formatSeconds } from '../format/format-seconds.ts';
import type { Paint } from './paint.ts';
import { plain } from './plain.ts';
import { type Section, tableSection } from './section.ts';
import { wrap } from './wrap.ts';

const MAX_CLASSES = 8;

const count = (value: number): string => formatCount(Math.round(value * 10) / 10, ' ');

function responses(batch: BatchSummary): (readonly [string, Quantiles, Quantiles | undefined])[] {
  return Object.entries(batch.response).map(([jobClass, response]) => [jobClass, response, batch.wait[jobClass]]);
}

/** A line for each batch cluster; a line for each class of its jobs. */
export function batchesSections(result: Result, paint: Paint, width: number): Section[] {
  const batches = Object.entries(result.summary.batches ?? {});
  if (batches.length === 0) return [];
  const several = batches.length > 1;
  const clusters = tableSection(
    paint,
    ['Batch clusters', 'jobs', 'finished', 'failed', 'late', 'cores', 'memory', 'wasted'],
    batches.map(([name, batch]) => [
      plain(name, 16),
      ...[batch.submitted, batch.finished, batch.failed, batch.late].map(({ mean }) => count(mean)),
      ...[batch.cores, batch.memory, batch.wasted].map(({ mean }) => formatShare(mean)),
    ]),
    ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'right'],
  );
  const notes = batches.flatMap(([name, batch]) => {
    const entries: readonly (readonly [number, string])[] = [
      [batch.preemptions.mean, 'preemptions'],
      [batch.copies.mean, 'speculative copies'],
      [batch.taskFailures.mean, 'tasks lost with their machine'],
    ];
    const said = entries.filter(([mean]) => mean > 0).map(([mean, text]) => `${count(mean)} ${text}`);
    if (Object.keys(batch.dominantShare).length > 1) {
      said.push(`Jain’s index of the users’ dominant shares ${batch.fairness.mean.toFixed(3)}`);
    }
    if (said.length === 0) return [];
    return wrap(`${several ? `${plain(name, 16)}: ` : ''}${said.join(', ')}`, width - 2).map((line) =>
      paint('dim', `  ${line}`),
    );
  });
  const classes = batches.flatMap(([name, batch]) =>
    responses(batch).map(([jobClass, response, wait]) => [
      several ? `${plain(name, 6)} ${plain(jobClass, 6)}` : plain(jobClass, 10),
      formatCount(response.count, ' '),
      wait === undefined ? '' : formatSeconds(wait.p50),
      ...[response.p50, response.p90, response.p99, response.max].map(formatSeconds),
    ]),
  );
  if (classes.length === 0) return [[...clusters, ...notes]];
  const shown = classes.slice(0, MAX_CLASSES);
  const more = classes.length > shown.length ? [[`… ${classes.length - shown.length} more`]] : [];
  return [
    [...clusters, ...notes],
    tableSection(
      paint,
      ['Jobs', 'finished', 'wait p50', 'p50', 'p90', 'p99', 'max'],
      [...shown, ...more],
      ['left', 'right', 'right', 'right', 'right', 'right', 'right'],
    ),
  ];
}
