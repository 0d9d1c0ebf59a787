import { formatShare } from '../../core/units/format-share.ts';
import type { Result } from '../../measure/result.ts';
import { formatRate } from '../format/format-rate.ts';
import { formatSeconds } from '../format/format-seconds.ts';
import { poolSentences } from '../pool-sentences.ts';
import type { Paint } from './paint.ts';
import { plain } from './plain.ts';
import { type Section, tableSection } from './section.ts';
import { wrap } from './wrap.ts';

const MAX_POOLS = 6;

/** A line for each pool of servers, and what else there is to say about it. */
export function poolsSection(result: Result, paint: Paint, width: number): Section {
  const pools = Object.entries(result.summary.pools ?? {});
  if (pools.length === 0) return [];
  const shown = pools.slice(0, MAX_POOLS);
  const lines = tableSection(
    paint,
    ['Pools', 'good/s', 'failed/s', 'retries', 'busy', 'ready', 'wait p99', 'total p99'],
    [
      ...shown.map(([name, pool]) => [
        plain(name, 14),
        formatRate(pool.goodput.mean, ' '),
        formatRate(pool.failures.mean, ' '),
        formatShare(pool.retryShare.mean),
        formatShare(pool.utilization.mean),
        formatRate(pool.readyMean.mean, ' '),
        ...[pool.wait.p99, pool.sojourn.p99].map(formatSeconds),
      ]),
      ...(pools.length > shown.length ? [[`… ${pools.length - shown.length} more`]] : []),
    ],
    ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'right'],
  );
  const notes = shown.flatMap(([name, pool]) => {
    const sentences = poolSentences(pool, result.summary.load[name]);
    if (sentences.length === 0) return [];
    return wrap(`${pools.length > 1 ? `${plain(name, 14)}: ` : ''}${sentences.join('; ')}`, width - 2);
  });
  return [...lines, ...notes.map((line) => paint('dim', `  ${line}`))];
}
