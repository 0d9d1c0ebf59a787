/** Observations as the metric pipeline would deliver them, from a few words. */
import type { ObservedInstance, ScalingObservation } from '../../../src/algorithms/autoscaling/autoscaler.ts';
import { HOUR, MINUTE } from '../../../src/core/time.ts';

/** Late enough for every instance to have long been started. */
export const NOON = 12 * HOUR;

/** Runs and is ready since an hour before the calendar starts; uses `cores` of 1, or nobody knows. */
export const instance = (
  name: string,
  cores: number | undefined,
  rest: Partial<ObservedInstance> = {},
): ObservedInstance => ({
  name,
  phase: 'running',
  terminating: false,
  ready: true,
  startedAt: -HOUR,
  readinessChangedAt: -HOUR,
  request: 1,
  ...(cores === undefined ? {} : { usage: { cores, sampledAt: NOON, window: MINUTE } }),
  ...rest,
});

/** `usages`: cores in use by each instance. */
export const observed = (
  usages: readonly (number | undefined)[],
  rest: Partial<ScalingObservation> = {},
): ScalingObservation => ({
  now: NOON,
  replicas: usages.length,
  instances: usages.map((cores, index) =>
    instance(
      `i${index}`,
      cores,
      cores === undefined ? {} : { usage: { cores, sampledAt: rest.now ?? NOON, window: MINUTE } },
    ),
  ),
  ...rest,
});
