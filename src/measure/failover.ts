/**
 * Failovers: from the moment when no leader works (it crashed, stands still, is isolated or stepped down) to the moment
 * when a newly elected one does. An old leader that comes back by itself is no failover, nor is the first election
 * after boot. One that began before the measured period or did not end within it is left out. Times are calendar times.
 */
import { type Micros, toSeconds } from '../core/time.ts';
import type { Episode } from './incidents/leadership.ts';
import type { Failover } from './result.ts';

export function failoversOf(
  service: string,
  episodes: readonly Episode[],
  { start, end }: { readonly start: Micros; readonly end: Micros },
): Failover[] {
  return episodes.flatMap((episode) => {
    const { led, first, elected, cause, term, splitVotes } = episode;
    if (first || !elected || led === undefined || led > end || episode.start < start) return [];
    return [
      {
        startSeconds: toSeconds(episode.start),
        seconds: toSeconds(led - episode.start),
        service,
        cause,
        term,
        splitVotes,
      },
    ];
  });
}
