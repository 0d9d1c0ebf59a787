/** What becomes of a run that does not end: nothing in the simulation can stop a handler that goes round in circles. */
import type { PlanOutcome } from '../../explore/plan-outcome.ts';

/** The property that is broken by it. */
export const HANG = 'hang';

/** `patience`: how long it was given, milliseconds of real time. */
export const hungOutcome = (seed: number, patience: number): PlanOutcome => ({
  violations: [
    { property: HANG, seed, atSeconds: 0, detail: `the run did not end within ${patience / 1000} s of real time` },
  ],
  states: [],
  fingerprint: '',
  events: 0,
});
