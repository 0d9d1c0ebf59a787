/** The autoscaling algorithms by name. Plug-ins add theirs before a scenario is read. */
import type { AutoscalingAlgorithm } from './autoscaler.ts';

const algorithms = new Map<string, AutoscalingAlgorithm>();

export const autoscalingAlgorithms: ReadonlyMap<string, AutoscalingAlgorithm> = algorithms;

/** Makes `algorithm` known by its name. Throws if the name is taken. */
export function registerAutoscaling(algorithm: AutoscalingAlgorithm): void {
  if (algorithms.has(algorithm.name))
    throw new Error(`an autoscaling algorithm named "${algorithm.name}" is registered already`);
  algorithms.set(algorithm.name, algorithm);
}
