/** What there is to say about a pool beside its figures: each a sentence without a full stop, none where nothing happened. */
import { formatShare } from '../core/units/format-share.ts';
import type { LoadSummary, PoolSummary } from '../measure/result.ts';
import { formatRate } from './format/format-rate.ts';

/** Imbalance below this is not worth a sentence. */
const EVEN = 1.01;

/** With plain spaces; counts are those of a run, on average. */
export function poolSentences(pool: PoolSummary, load: LoadSummary | undefined): string[] {
  const { counts, lateShare, cost, serverHours, scalingDecisions, keysMoved, affinity } = pool;
  const count = (value: number): string => formatRate(value, ' ');
  const list = (...entries: readonly (readonly [value: number, text: string])[]): string =>
    entries
      .filter(([value]) => value > 0)
      .map(([value, text]) => `${count(value)} ${text}`)
      .join(', ');
  return [
    list(
      [counts.refused, 'refused'],
      [counts.dropped, 'dropped'],
      [counts.expired, 'expired in the queue'],
      [counts.failed, 'failed behind the server'],
      [counts.lost, 'lost with their server'],
      [counts.noBackend, 'without a server to go to'],
    ),
    lateShare.mean > 0 ? `${formatShare(lateShare.mean)} of what was answered came too late for its caller` : '',
    list(
      [counts.retries, 'retries'],
      [counts.hedges, 'hedges'],
      [counts.breakerOpened, 'times a circuit breaker opened'],
      [counts.breakerRefused, 'refused by it'],
      [counts.ejections, 'ejections'],
    ),
    load !== undefined && load.nodes.length > 1 && load.peakToMean >= EVEN
      ? `the busiest server got ${load.peakToMean.toFixed(2)} times the mean, Jain’s index ${load.jain.toFixed(3)}`
      : '',
    scalingDecisions.mean > 0
      ? `${count(scalingDecisions.mean)} scaling ${scalingDecisions.mean === 1 ? 'decision' : 'decisions'}; ${count(serverHours.mean)} server hours${cost.mean > 0 ? `, ${count(cost.mean)} paid` : ''}`
      : '',
    keysMoved !== undefined && affinity !== undefined && affinity.mean > 0.5
      ? `${formatShare(keysMoved.mean)} of the keys moved when the list of servers changed`
      : '',
  ].filter((sentence) => sentence !== '');
}
