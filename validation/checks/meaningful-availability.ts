/**
 * Windowed user-uptime after one outage of length D: MCR(w) = 0 for windows w ≤ D, 1 − D/w above, and over the whole
 * period it is the user-uptime.
 *
 * Source: Hauer, Hoffmann, Lunney, Ardelean, Diwan, "Meaningful Availability", NSDI 2020, §4–5.
 */
import { recordUsers } from '../../src/measure/availability/by-user.ts';
import { windowedUptime } from '../../src/measure/availability/uptime-curve.ts';
import { runScenario } from '../../src/scenario/run-scenario.ts';
import type { Check, Figure, Measured, Tolerance } from '../check.ts';
import { loadScenario } from '../load-scenario.ts';

const SECOND = 1_000_000;
const OUTAGE_SECONDS = 100;
const PERIOD_SECONDS = 4096;
/**
 * What a user's outage may differ by from the machine's: TCP tries to connect again after 200 ms, an election takes up
 * to 20 ms, a call is made every 10 ms and given up after 10 ms.
 */
const RESOLUTION_SECONDS = 0.25;
const WINDOWS = [1, 64, 128, 256, 1024, PERIOD_SECONDS];

const figures = (tolerance: (window: number) => Tolerance): Figure[] =>
  WINDOWS.map((window) => ({
    quantity: window === PERIOD_SECONDS ? 'MCR of the whole period' : `MCR(${window} s)`,
    expected: window <= OUTAGE_SECONDS ? 0 : 1 - OUTAGE_SECONDS / window,
    tolerance: tolerance(window),
  }));

const pick = (curve: readonly { readonly windowSeconds: number; readonly mcr: number }[]): Measured[] =>
  WINDOWS.map((window) => ({ value: curve.find(({ windowSeconds }) => windowSeconds === window)?.mcr ?? Number.NaN }));

const common = { title: 'Meaningful Availability, one outage of 100 s', source: 'Hauer et al., NSDI 2020' };

export const meaningfulAvailability: readonly Check[] = [
  {
    ...common,
    name: 'availability/mcr-by-evidence',
    exercised: 'measure: evidence handed in',
    figures: figures(() => ({ kind: 'absolute', by: 1e-12 })),
    trials: { full: 1, short: 1 },
    simulate() {
      const activity = recordUsers({ start: 0, end: PERIOD_SECONDS * SECOND });
      const down = [1000, 1000 + OUTAGE_SECONDS];
      for (let time = 0; time < PERIOD_SECONDS; time++) {
        activity.record('user', time * SECOND, time < down[0] || time >= down[1]);
      }
      return pick(windowedUptime(activity.finish()));
    },
  },
  {
    ...common,
    name: 'availability/mcr-of-a-crash',
    exercised: 'whole simulator: one-outage.yaml',
    figures: figures((window) => ({
      kind: 'absolute',
      by: window <= OUTAGE_SECONDS ? 0 : RESOLUTION_SECONDS / window,
    })),
    trials: { full: 1, short: 1 },
    simulate: () => pick(runScenario(loadScenario('one-outage'), 1).availability.windowedUserUptime),
  },
];
