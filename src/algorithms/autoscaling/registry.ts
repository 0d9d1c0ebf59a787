/** The autoscaling algorithms by name. Plug-ins add theirs before a scenario is read. */
import type { AutoscalingAlgorithm } from './autoscaler.ts';
import { fixed } from './fixed.ts';
import { horizontal } from './horizontal/horizontal.ts';
import { predictive } from './predictive.ts';
import { queueLength } from './queue-length.ts';
import { scheduled } from './scheduled.ts';
import { stepScaling } from './step-scaling.ts';
import { targetTracking } from './target-tracking.ts';
import { vertical } from './vertical.ts';

const algorithms = new Map<string, AutoscalingAlgorithm>(
  [fixed, horizontal, stepScaling, targetTracking, scheduled, queueLength, predictive, vertical].map((algorithm) => [
    algorithm.name,
    algorithm,
  ]),
);

export const autoscalingAlgorithms: ReadonlyMap<string, AutoscalingAlgorithm> = algorithms;

/** Makes `algorithm` known by its name. Throws if the name is taken. */
export function registerAutoscaling(algorithm: AutoscalingAlgorithm): void {
  if (algorithms.has(algorithm.name))
    throw new Error(`an autoscaling algorithm named "${algorithm.name}" is registered already`);
  algorithms.set(algorithm.name, algorithm);
}
