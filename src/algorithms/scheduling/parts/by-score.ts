/** An algorithm whose point is where tasks go: by priority, with preemption if wanted, as Kubernetes' scheduler. */
import type { Parameters, ParameterValue } from '../../../core/parameters.ts';
import { composeScheduler } from '../compose-scheduler.ts';
import { priorityOrder } from '../orders/priority-order.ts';
import type { PlacementScore } from '../placement-score.ts';
import type { SchedulerEnvironment, SchedulingAlgorithm } from '../scheduler.ts';
import { BACKFILL, type Backfill } from './backfill-option.ts';
import { PREEMPTION } from './preemption-option.ts';

/** `scoreFor`: asked once for each scheduler. */
export function byScore(
  described: Pick<SchedulingAlgorithm, 'name' | 'summary' | 'source'>,
  scoreFor: (environment: SchedulerEnvironment) => PlacementScore,
): SchedulingAlgorithm {
  const options: Parameters = { preemption: PREEMPTION, backfill: BACKFILL };
  return {
    ...described,
    options,
    create: (environment, { preemption, backfill }: Readonly<Record<string, ParameterValue>>) =>
      composeScheduler(environment.machines, {
        order: priorityOrder(),
        score: scoreFor(environment),
        preemption: preemption as boolean,
        backfill: backfill as Backfill,
      }),
  };
}
