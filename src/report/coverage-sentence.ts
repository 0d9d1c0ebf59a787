/** How much calendar a result stands on, and how much of it was skipped: one honest sentence. */

import { formatShare } from '../core/units/format-share.ts';
import type { Result } from '../measure/result.ts';
import { formatCount } from './format/format-count.ts';
import { formatSeconds } from './format/format-seconds.ts';

export function coverageSentence(result: Result): string {
  const { virtualSeconds, skippedSeconds } = result.summary;
  const runs = result.runs.length;
  const events = result.runs.reduce((sum, run) => sum + run.events, 0);
  const each = result.scenario.durationSeconds;
  const planned = result.scenario.runs;
  const covered =
    runs === 1
      ? `One run of ${formatSeconds(each)} of virtual time`
      : `${formatCount(runs)} runs of ${formatSeconds(each)} of virtual time, ${formatSeconds(virtualSeconds)} in all`;
  const stopped = result.interrupted ? ` Stopped early: ${formatCount(planned)} runs were asked for.` : '';
  const skipped =
    skippedSeconds > 0
      ? `${formatShare(skippedSeconds / virtualSeconds)} of it skipped while the cluster was at rest`
      : 'none of it skipped';
  return `${covered}; ${skipped}; ${formatCount(events)} events.${stopped}`;
}
