/** The highest priority first; it displaces lower ones where nothing else makes room. */
import type { Parameters } from '../../core/parameters.ts';
import { composeScheduler } from './compose-scheduler.ts';
import { priorityOrder } from './orders/priority-order.ts';
import { BACKFILL, type Backfill } from './parts/backfill-option.ts';
import { PLACEMENT, placementOf } from './parts/placement-option.ts';
import { PREEMPTION } from './parts/preemption-option.ts';
import type { SchedulingAlgorithm } from './scheduler.ts';

const options = { preemption: PREEMPTION, placement: PLACEMENT, backfill: BACKFILL } satisfies Parameters;

export const priority: SchedulingAlgorithm = {
  name: 'priority',
  summary: 'the highest priority first, which displaces lower ones',
  source:
    'Verma et al., "Large-scale cluster management at Google with Borg", EuroSys 2015, §2.5; Kubernetes PrioritySort, DefaultPreemption',
  options,
  create: ({ machines }, { preemption, placement, backfill }) =>
    composeScheduler(machines, {
      order: priorityOrder(),
      score: placementOf(placement),
      preemption: preemption as boolean,
      backfill: backfill as Backfill,
    }),
};
