/** Instants and lengths in microseconds; shrinks towards rounder and smaller ones. */
import * as fc from 'fast-check';
import type { Range } from '../../core/parameters.ts';
import { isRounder, rounderTimes } from '../shrink/rounder.ts';
import { shrinkingBy } from './shrinking-by.ts';

/** Uniform, both ends included. */
export const timeArbitrary = ({ min, max }: Range): fc.Arbitrary<number> =>
  shrinkingBy(fc.integer({ min, max }), {
    accepts: (value): value is number => Number.isInteger(value) && Number(value) >= min && Number(value) <= max,
    *simpler(time) {
      if (isRounder(min, time)) yield min;
      for (const rounder of rounderTimes(time, min)) if (rounder <= max) yield rounder;
    },
  });
