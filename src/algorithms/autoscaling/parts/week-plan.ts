/**
 * Times of the day or of the week with a number for each, as text: `mon-fri 08:00 10; sat,sun 09:30 4; 20:00 2`. Without
 * days: every day. The week wraps around: before its first entry the last one holds.
 */
import { DAY, HOUR, MINUTE, type Micros } from '../../../core/time.ts';
import type { Parsed } from '../../../core/units/parsed.ts';

export interface PlanEntry {
  /** Since Monday, 00:00. */
  readonly at: Micros;
  readonly replicas: number;
  /** `mon 08:00`. */
  readonly label: string;
}

const WEEK = 7 * DAY;
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const ENTRY = /^(?:([a-z,\s-]+?)\s+)?(\d{1,2}):(\d{2})\s+(\d+)$/;

/** In the order of the week; of equal times the later one in the text holds. */
export function parseWeekPlan(text: string): Parsed<readonly PlanEntry[]> {
  const entries = new Map<Micros, PlanEntry>();
  for (const part of text.split(';').map((piece) => piece.trim().toLowerCase())) {
    if (part === '') continue;
    const match = ENTRY.exec(part);
    if (match === null) return { ok: false, message: `cannot read "${part}" as a time and a number` };
    const time = timeOfDay(match[2], match[3]);
    if (time === undefined) return { ok: false, message: `there is no ${match[2]}:${match[3]} o'clock` };
    const days = daysOf(match[1] ?? 'mon-sun');
    if (!days.ok) return days;
    for (const day of days.value) {
      const at = day * DAY + time;
      const label = `${DAYS[day]} ${match[2].padStart(2, '0')}:${match[3]}`;
      entries.set(at, { at, replicas: Number(match[4]), label });
    }
  }
  if (entries.size === 0) return { ok: false, message: 'the plan is empty' };
  return { ok: true, value: [...entries.values()].sort((a, b) => a.at - b.at) };
}

/** `wed 14:00` → time since Monday, 00:00. */
export function parseWeekTime(text: string): Parsed<Micros> {
  const match = /^([a-z]+)\s+(\d{1,2}):(\d{2})$/.exec(text.trim().toLowerCase());
  const day = DAYS.indexOf(match?.[1] ?? '');
  const time = match === null ? undefined : timeOfDay(match[2], match[3]);
  if (day < 0 || time === undefined) return { ok: false, message: `cannot read "${text}" as a day and a time` };
  return { ok: true, value: day * DAY + time };
}

/** The entry that holds at `time` since some Monday, 00:00; times before it are fine. */
export function entryAt(plan: readonly PlanEntry[], time: Micros): PlanEntry {
  const inWeek = ((time % WEEK) + WEEK) % WEEK;
  return plan.findLast(({ at }) => at <= inWeek) ?? plan[plan.length - 1];
}

function timeOfDay(hours: string, minutes: string): Micros | undefined {
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return Number(hours) * HOUR + Number(minutes) * MINUTE;
}

/** `mon-wed,sat` → 0, 1, 2, 5; `fri-mon` goes over the week-end. */
function daysOf(text: string): Parsed<readonly number[]> {
  const days = new Set<number>();
  for (const part of text.split(',').map((piece) => piece.trim())) {
    const [from, to = from, ...more] = part.split('-').map((name) => DAYS.indexOf(name.trim()));
    if (from < 0 || to < 0 || more.length > 0)
      return { ok: false, message: `unknown day in "${part}": days are ${DAYS.join(', ')}` };
    for (let day = from; ; day = (day + 1) % DAYS.length) {
      days.add(day);
      if (day === to) break;
    }
  }
  return { ok: true, value: [...days] };
}
