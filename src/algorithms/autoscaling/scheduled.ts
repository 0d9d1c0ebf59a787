/**
 * By the clock: a number of instances for each time of the day or the week (AWS, "Scheduled scaling for Amazon EC2 Auto
 * Scaling"; KEDA's cron scaler). Knows nothing of the load, and so is never late for a load that keeps its hours and of no
 * use against one that does not.
 */
import type { AutoscalingAlgorithm } from './autoscaler.ts';
import { decide } from './parts/decide.ts';
import { entryAt, parseWeekPlan, parseWeekTime } from './parts/week-plan.ts';

export const scheduled: AutoscalingAlgorithm = {
  name: 'scheduled',
  summary: 'a number of instances for each time of the day or week',
  source: 'AWS EC2 Auto Scaling, scheduled scaling',
  options: {
    plan: { type: 'text', doc: 'times and numbers: "mon-fri 08:00 10; sat,sun 09:30 4; 20:00 2"' },
    starts: {
      type: 'text',
      doc: 'day and time at which the calendar of the run starts',
      default: 'mon 00:00',
      source: 'own',
      swarm: ['mon 00:00', 'fri 18:30'],
    },
  },
  check({ plan, starts }) {
    const entries = parseWeekPlan(plan as string);
    if (!entries.ok)
      return { option: 'plan', message: entries.message, expected: 'such as "mon-fri 08:00 10; 20:00 2"' };
    const start = parseWeekTime(starts as string);
    if (!start.ok) return { option: 'starts', message: start.message, expected: 'such as "mon 00:00"' };
    return undefined;
  },
  create(options, bounds) {
    const plan = parseWeekPlan(options.plan as string);
    const starts = parseWeekTime(options.starts as string);
    if (!plan.ok) throw new RangeError(plan.message);
    if (!starts.ok) throw new RangeError(starts.message);
    return {
      decide(observation) {
        const { replicas, label } = entryAt(plan.value, starts.value + observation.now);
        return decide(observation, bounds, replicas, `planned since ${label}`);
      },
    };
  },
};
