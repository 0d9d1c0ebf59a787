/**
 * Max–min fairness over dominant shares: the next task is always one of the user whose largest share of any resource is the
 * smallest. Nobody wants to change places with another, everybody has at least an n-th of the cluster, and nobody gains by
 * asking for more than is needed; with whole tasks, up to one task of each user.
 */
import type { Parameters } from '../../core/parameters.ts';
import { composeScheduler } from './compose-scheduler.ts';
import { dominantShareOrder } from './orders/dominant-share-order.ts';
import { BACKFILL, type Backfill } from './parts/backfill-option.ts';
import { PLACEMENT, placementOf } from './parts/placement-option.ts';
import type { SchedulingAlgorithm } from './scheduler.ts';

const options = { placement: PLACEMENT, backfill: BACKFILL } satisfies Parameters;

export const dominantResourceFairness: SchedulingAlgorithm = {
  name: 'dominant-resource-fairness',
  summary: 'the user with the least dominant share first',
  source: 'Ghodsi et al., "Dominant resource fairness", NSDI 2011',
  options,
  create: ({ machines }, { placement, backfill }) =>
    composeScheduler(machines, {
      order: dominantShareOrder(),
      score: placementOf(placement),
      preemption: false,
      backfill: backfill as Backfill,
    }),
};
