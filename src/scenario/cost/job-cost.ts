/** What a class of jobs costs to simulate. */
import type { JobClassSpec } from '../../workload/job-class.ts';
import { arrivalRate } from './request-rate.ts';

/** A task waits, starts and ends, and the scheduler looks at the cluster. */
const EVENTS_PER_TASK = 3;

/** Over `seconds` of one run. */
export const jobEvents = ({ arrivals, tasks }: JobClassSpec, seconds: number): number => {
  const listed = arrivals.kind === 'timestamps' ? arrivals.times.length : 0;
  return (arrivalRate(arrivals) * seconds + listed) * ((tasks.min + tasks.max) / 2) * EVENTS_PER_TASK;
};
