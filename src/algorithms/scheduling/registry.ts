/** The scheduling algorithms by name. Plug-ins add theirs before a scenario is read. */
import type { SchedulingAlgorithm } from './scheduler.ts';

const algorithms = new Map<string, SchedulingAlgorithm>();

export const schedulingAlgorithms: ReadonlyMap<string, SchedulingAlgorithm> = algorithms;

/** Makes `algorithm` known by its name. Throws if the name is taken. */
export function registerScheduling(algorithm: SchedulingAlgorithm): void {
  if (algorithms.has(algorithm.name))
    throw new Error(`a scheduling algorithm named "${algorithm.name}" is registered already`);
  algorithms.set(algorithm.name, algorithm);
}
