/** The scheduling algorithms by name. Plug-ins add theirs before a scenario is read. */
import { balancedAllocation } from './balanced-allocation.ts';
import { bestFit } from './best-fit.ts';
import { dominantResourceFairness } from './dominant-resource-fairness.ts';
import { firstComeFirstServed } from './first-come-first-served.ts';
import { historyBased } from './history-based.ts';
import { leastAllocated } from './least-allocated.ts';
import { mostAllocated } from './most-allocated.ts';
import { priority } from './priority.ts';
import { random } from './random.ts';
import type { SchedulingAlgorithm } from './scheduler.ts';

/** Those that differ in the order first, then those that differ in the place. */
const builtIn: readonly SchedulingAlgorithm[] = [
  firstComeFirstServed,
  priority,
  dominantResourceFairness,
  historyBased,
  random,
  leastAllocated,
  mostAllocated,
  balancedAllocation,
  bestFit,
];
const algorithms = new Map(builtIn.map((algorithm) => [algorithm.name, algorithm]));

export const schedulingAlgorithms: ReadonlyMap<string, SchedulingAlgorithm> = algorithms;

/** Makes `algorithm` known by its name. Throws if the name is taken. */
export function registerScheduling(algorithm: SchedulingAlgorithm): void {
  if (algorithms.has(algorithm.name))
    throw new Error(`a scheduling algorithm named "${algorithm.name}" is registered already`);
  algorithms.set(algorithm.name, algorithm);
}
