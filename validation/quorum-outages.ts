/**
 * How long and how often too few machines are up, seen from the outside: from the observations of machines that start
 * and crash, not from what the faults intended.
 */
import { buildSimulation } from '../src/scenario/build-simulation.ts';
import type { Scenario } from '../src/scenario/scenario.ts';

export interface QuorumOutages {
  /** Share of the calendar with a quorum. */
  readonly availability: number;
  readonly perYear: number;
  readonly meanHours: number;
}

const HOUR = 3_600_000_000;
const HOURS_PER_YEAR = 8760;

/** One run over the scenario's duration; `quorum` machines make a quorum. */
export function quorumOutages(scenario: Scenario, quorum: number, seed: number): QuorumOutages {
  let up = 0;
  let since: number | undefined;
  let outages = 0;
  let down = 0;
  const { kernel, end } = buildSimulation(scenario, seed, (trace) =>
    trace.subscribe('node', ({ change, time }) => {
      if (change === 'start' || change === 'restart') up++;
      else if (change === 'crash') up--;
      else throw new Error(`a node did what was not foreseen: ${change}`);
      if (up < quorum && change === 'crash') since ??= time;
      else if (up >= quorum && since !== undefined) {
        outages++;
        down += time - since;
        since = undefined;
      }
    }),
  );
  kernel.run(end);
  // What the end of the run cut short is down, but its length is not known.
  const total = down + (since === undefined ? 0 : end - since);
  return {
    availability: 1 - total / end,
    perYear: outages / (end / HOUR / HOURS_PER_YEAR),
    meanHours: down / outages / HOUR,
  };
}
