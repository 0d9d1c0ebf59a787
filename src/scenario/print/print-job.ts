/** A class of jobs that is submitted to a batch cluster. */
import type { JobClassSpec } from '../../workload/job-class.ts';
import { differing } from './differing.ts';
import { printArrivals } from './print-arrivals.ts';
import { printDistribution } from './print-distribution.ts';
import { printLimit, printQuantity } from './print-quantity.ts';
import { printText } from './print-text.ts';
import { unspoken } from './unspoken.ts';
import { type Mapping, mapping } from './written.ts';

const count = (value: number): string => printQuantity('integer', value);
const number = (value: number): string => printQuantity('number', value);

export const printJob = (job: JobClassSpec): Mapping => {
  const [standard] = unspoken().jobs ?? [job];
  const { tasks, straggler } = job;
  return mapping(
    ['target', printText(job.target)],
    ['user', differing(job.user, job.name, printText)],
    ['priority', differing(job.priority, standard.priority, count)],
    ['arrivals', printArrivals(job.arrivals)],
    [
      'tasks',
      differing(tasks, standard.tasks, ({ min, max }) => (min === max ? count(min) : `${count(min)}..${count(max)}`)),
    ],
    ['cores', differing(job.cores, standard.cores, number)],
    ['memory', differing(job.memory, standard.memory, (value) => printQuantity('size', value))],
    ['runtime', printDistribution(job.runtime)],
    [
      'straggler',
      differing(straggler, standard.straggler, ({ chance, factor }) =>
        mapping(['chance', printQuantity('share', chance)], ['factor', number(factor)]),
      ),
    ],
    ['gang', differing(job.gang, standard.gang, String)],
    ['maxFailures', differing(job.maxFailures, standard.maxFailures, count)],
    ['deadline', differing(job.deadline, standard.deadline, (value) => printLimit('duration', value))],
  );
};
