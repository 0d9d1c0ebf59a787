/**
 * Shortest expected task first, by the runtimes that tasks of the class have had. Short mean waits; under constant overload
 * classes that run long wait for ever.
 */
import type { Parameters } from '../../core/parameters.ts';
import { composeScheduler } from './compose-scheduler.ts';
import { expectedRuntimeOrder } from './orders/expected-runtime-order.ts';
import { BACKFILL, type Backfill } from './parts/backfill-option.ts';
import { PLACEMENT, placementOf } from './parts/placement-option.ts';
import type { SchedulingAlgorithm } from './scheduler.ts';

const options = {
  window: {
    type: 'integer',
    doc: 'latest runtimes of a class that the expectation is the mean of',
    default: 20,
    source: 'Tsafrir et al. take 2, of users whose jobs resemble each other more',
    min: 1,
    max: 10_000,
    swarm: [20, 2, 1],
  },
  placement: PLACEMENT,
  backfill: BACKFILL,
} satisfies Parameters;

export const historyBased: SchedulingAlgorithm = {
  name: 'history-based',
  summary: 'shortest expected runtime first, by what the class took before',
  source:
    'Tsafrir, Etsion & Feitelson, "Backfilling using system-generated predictions", IEEE TPDS 18 (2007); Smith, Foster & Taylor 1998',
  options,
  create: ({ machines }, { window, placement, backfill }) =>
    composeScheduler(machines, {
      order: expectedRuntimeOrder(window as number),
      score: placementOf(placement),
      preemption: false,
      backfill: backfill as Backfill,
    }),
};
