/**
 * Runs every seed once more, in other threads and in the opposite order (so that what a run leaves behind meets other
 * runs than before), and compares. Where two runs of a seed differ, the seed is run again in two threads abreast to
 * find the first event that differs.
 */
import type { Scenario } from '../../scenario/scenario.ts';
import type { TimedRun } from '../run-task.ts';
import { type SimulateOptions, simulateAll } from '../simulate-all.ts';
import { type Difference, firstDifference } from './first-difference.ts';
import { type EventPair, locateDifference } from './locate-difference.ts';

export type Determinism =
  | { readonly verdict: 'repeats'; readonly runs: number }
  | { readonly verdict: 'interrupted' }
  | {
      readonly verdict: 'differs';
      /** The first seed of those that differ. */
      readonly seed: number;
      readonly differing: number;
      readonly runs: number;
      /** Of the two results. */
      readonly result: Difference;
      /** The first event that differs; undefined if further pairs of runs agreed event by event. */
      readonly events: EventPair | undefined;
      /** The seed that had to run before in one of the threads for a difference to show. */
      readonly after: number | undefined;
    };

/** `runs`: what came out the first time, under the same options. */
export async function verifyDeterminism(
  scenario: Scenario,
  runs: readonly TimedRun[],
  options: SimulateOptions,
): Promise<Determinism> {
  const again = await simulateAll(scenario, {
    ...options,
    backwards: true,
    known: undefined,
    trace: undefined,
    onRun: undefined,
  });
  if (again.interrupted) return { verdict: 'interrupted' };
  const differing = runs.flatMap(({ result }, i) => {
    const difference = firstDifference(result, again.runs[i].result);
    return difference === undefined ? [] : [{ seed: result.seed, difference }];
  });
  if (differing.length === 0) return { verdict: 'repeats', runs: runs.length };

  const [{ seed, difference }] = differing;
  const { plugins, skip, signal } = options;
  let events = await locateDifference(scenario, seed, { plugins, skip, signal });
  let after: number | undefined;
  if (events === undefined && scenario.runs > 1 && !signal?.aborted) {
    const neighbour = seed > scenario.seed ? seed - 1 : seed + 1;
    events = await locateDifference(scenario, seed, { plugins, skip, signal, before: neighbour });
    if (events !== undefined) after = neighbour;
  }
  if (signal?.aborted) return { verdict: 'interrupted' };
  return {
    verdict: 'differs',
    seed,
    differing: differing.length,
    runs: runs.length,
    result: difference,
    events,
    after,
  };
}
