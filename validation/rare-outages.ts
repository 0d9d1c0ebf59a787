/** The loss of a quorum as the estimate of rare events has it, from whole simulations. */

import { estimateRareEvents } from '../src/measure/rare-events/estimate-rare-events.ts';
import type { RareEstimate } from '../src/measure/rare-events/rare-events-summary.ts';
import { simulateCycles } from '../src/scenario/rare-events/simulate-cycles.ts';
import type { Scenario } from '../src/scenario/scenario.ts';
import type { Measured } from './check.ts';

export interface RareOutages {
  /** Share of the calendar. */
  readonly unavailability: Measured;
  readonly perYear: Measured;
}

/** `scenario` has rareEvents; throws if no outage was seen. */
export function rareOutages(scenario: Scenario, cycles: number): RareOutages {
  const spec = scenario.rareEvents;
  const simulated = spec && simulateCycles(scenario, scenario.seed, { ...spec, cycles });
  const outages =
    simulated && estimateRareEvents(simulated.moments)?.causes.find(({ cause }) => cause === 'loss of quorum');
  if (outages === undefined) throw new Error('no quorum was lost');
  return { unavailability: measured(outages.unavailability), perYear: measured(outages.incidentsPerYear) };
}

const measured = ({ mean, relativeError }: RareEstimate): Measured => ({
  value: mean,
  standardError: mean * (relativeError ?? Number.NaN),
});
