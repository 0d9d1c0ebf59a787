/** Times of the day and of the week. */
import { describe, expect, it } from 'vitest';
import { parseWeekPlan } from '../../../src/algorithms/autoscaling/parts/week-plan.ts';
import { scheduled } from '../../../src/algorithms/autoscaling/scheduled.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/time.ts';
import { observed } from './observations.ts';

const PLAN = 'mon-fri 08:00 10; sat,sun 9:30 4; 20:00 2';

describe('a plan for the week', () => {
  const at = (now: number, starts = 'mon 00:00') =>
    scheduled.create({ plan: PLAN, starts }, { min: 0, max: 50 }).decide(observed([0.5], { now }));

  it.each([
    // Monday morning belongs to Sunday evening.
    [0, 2],
    [8 * HOUR - 1, 2],
    [8 * HOUR, 10],
    [20 * HOUR, 2],
    [4 * DAY + 8 * HOUR, 10],
    [5 * DAY + 8 * HOUR, 2],
    [5 * DAY + 9 * HOUR + 30 * MINUTE, 4],
    [7 * DAY + 8 * HOUR, 10],
    // During the warm-up the calendar is below zero: Sunday, 12:00.
    [-12 * HOUR, 4],
  ])('at %d: %d', (now, replicas) => expect(at(now).replicas).toBe(replicas));

  it('may start on another day', () => {
    expect(at(0, 'sat 10:00')).toEqual({ replicas: 4, reason: 'planned since sat 09:30: 1 → 4' });
    expect(at(-HOUR, 'sat 10:00').reason).toBe('planned since fri 20:00: 1 → 2');
  });

  it('goes over the end of the week', () => {
    expect(parseWeekPlan('sat-mon 10:00 1')).toMatchObject({
      ok: true,
      value: [{ label: 'mon 10:00' }, { label: 'sat 10:00' }, { label: 'sun 10:00' }],
    });
  });

  it.each([
    ['8 10', 'cannot read "8 10" as a time and a number'],
    ['25:00 10', "there is no 25:00 o'clock"],
    ['mo 08:00 10', 'unknown day in "mo": days are mon, tue, wed, thu, fri, sat, sun'],
    [' ; ', 'the plan is empty'],
  ])('%s is refused', (plan, message) => {
    expect(scheduled.check?.({ plan, starts: 'mon 00:00' })).toMatchObject({ option: 'plan', message });
  });

  it('a start that is none is refused', () => {
    expect(scheduled.check?.({ plan: PLAN, starts: 'noon' })).toMatchObject({ option: 'starts' });
  });
});
