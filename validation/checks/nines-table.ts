/** What an availability allows in a year of 365 days. Source: arithmetic; the table stands in every text on the subject. */
import { downtimeSecondsPerYear } from '../../src/core/statistics/downtime-seconds-per-year.ts';
import { nines } from '../../src/core/statistics/nines.ts';
import type { Check } from '../check.ts';

const DAY = 86_400;
const ROWS = [
  { availability: 0.99, seconds: 3.65 * DAY },
  { availability: 0.999, seconds: 8.76 * 3600 },
  { availability: 0.9999, seconds: 52.56 * 60 },
  { availability: 0.99999, seconds: 5.256 * 60 },
  { availability: 0.999999, seconds: 31.536 },
];

export const ninesTable: Check = {
  name: 'availability/nines',
  title: 'Nines and downtime of a year',
  source: 'arithmetic',
  exercised: 'core statistics',
  figures: ROWS.flatMap(({ availability, seconds }, index) => [
    // What the subtraction from 1 loses shows in the tenth digit.
    {
      quantity: `downtime at ${availability}, s`,
      expected: seconds,
      tolerance: { kind: 'relative', by: 1e-9 } as const,
    },
    { quantity: `nines of ${availability}`, expected: index + 2, tolerance: { kind: 'absolute', by: 0 } as const },
  ]),
  trials: { full: 1, short: 1 },
  simulate: () =>
    ROWS.flatMap(({ availability }) => [
      { value: downtimeSecondsPerYear(availability) },
      { value: nines(availability) },
    ]),
};
