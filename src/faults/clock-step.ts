/** The parameter that faults of the wall clock share. */
import type { Parameter } from '../core/parameters.ts';
import { YEAR } from '../core/time.ts';

export const CLOCK_STEP: Parameter = {
  type: 'duration',
  doc: 'how far the wall clock is moved; negative: backwards',
  min: -YEAR,
  max: YEAR,
};
