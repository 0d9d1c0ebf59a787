/** Tasks in the order of submission, each where there is room. Priorities and users do not count. */
import type { Parameters } from '../../core/parameters.ts';
import { composeScheduler } from './compose-scheduler.ts';
import { submissionOrder } from './orders/submission-order.ts';
import { BACKFILL, type Backfill } from './parts/backfill-option.ts';
import { PLACEMENT, placementOf } from './parts/placement-option.ts';
import type { SchedulingAlgorithm } from './scheduler.ts';

const options = { placement: PLACEMENT, backfill: BACKFILL } satisfies Parameters;

export const firstComeFirstServed: SchedulingAlgorithm = {
  name: 'first-come-first-served',
  summary: 'in the order of submission, whatever the priority',
  source: 'Feitelson & Weil, IPPS 1998 (FCFS and backfilling)',
  options,
  create: ({ machines }, { placement, backfill }) =>
    composeScheduler(machines, {
      order: submissionOrder(),
      score: placementOf(placement),
      preemption: false,
      backfill: backfill as Backfill,
    }),
};
