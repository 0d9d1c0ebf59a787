/** Calendar times that make no difference: legal, but hardly meant. */
import type { Micros } from '../../core/time.ts';
import { formatDuration } from '../../core/units/format-duration.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { Span } from '../source/source-text.ts';

/** The calendar of a run, which counts from the end of the warm-up. */
export interface Calendar {
  readonly end: Micros;
}

/** Warns about a time after the end of the run. */
export const warnIfOutside = (time: Micros, at: Span, { end }: Calendar, reporter: Reporter) => {
  if (time >= end) reporter.warn(at, messages.neverHappens(formatDuration(time), formatDuration(end)));
};
