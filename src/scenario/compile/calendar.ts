/** Calendar times that make no difference: legal, but rarely meant. */
import type { Micros } from '../../core/time.ts';
import { formatDuration } from '../../core/units/format-duration.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { Span } from '../source/source-text.ts';

/** The calendar of a run, from the boot of the cluster. */
export interface Calendar {
  /** End of the warm-up. */
  readonly start: Micros;
  readonly end: Micros;
}

/** Warns about a time after the end of the run, or within the warm-up (0 is taken as "from the beginning"). */
export const warnIfOutside = (time: Micros, at: Span, { start, end }: Calendar, reporter: Reporter) => {
  if (time >= end) reporter.warn(at, messages.neverHappens(formatDuration(time), formatDuration(end)));
  else if (time > 0 && time < start)
    reporter.warn(at, messages.withinWarmup(formatDuration(time), formatDuration(start)));
};
