/**
 * Rounder numbers: how the shrinker simplifies times, lengths and amounts. A number is as rough as it has significant
 * decimal digits; of two equally rough ones the smaller is simpler.
 */
import { MILLISECOND, SECOND } from '../../core/time.ts';

/** Significant decimal digits of an integer or a decimal fraction, 0 for zero. */
export function roughness(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0;
  const [mantissa] = Math.abs(value).toExponential().split('e');
  return mantissa.replace('.', '').length;
}

/** Whether `a` is simpler than `b`. */
export const isRounder = (a: number, b: number): boolean =>
  roughness(a) < roughness(b) || (roughness(a) === roughness(b) && Math.abs(a) < Math.abs(b));

const GRIDS = [SECOND, 100 * MILLISECOND, 10 * MILLISECOND, MILLISECOND, 100, 10];

/** Simpler times (or lengths) than `time`, the simplest first, none below `least` or above twice `time`; microseconds. */
export function* rounderTimes(time: number, least = 0): Generator<number> {
  const seen = new Set([time]);
  for (const grid of GRIDS) {
    for (const candidate of [Math.floor(time / grid) * grid, Math.ceil(time / grid) * grid]) {
      if (candidate < least || candidate > 2 * time) continue;
      if (seen.has(candidate) || !isRounder(candidate, time)) continue;
      seen.add(candidate);
      yield candidate;
    }
  }
}

/** Simpler numbers that are no larger: what was borne before is borne still. */
export function* smallerNumbers(value: number): Generator<number> {
  if (value === 0) return;
  yield 0;
  const sign = Math.sign(value);
  const size = Math.abs(value);
  const power = powerOfTenBelow(size);
  const leading = Math.floor(size / power) * power;
  for (const candidate of [power, leading, Math.floor(size / 2)]) {
    if (candidate > 0 && isRounder(candidate, size)) yield sign * candidate;
  }
}

/** Built from exact operations, so that every engine agrees. */
function powerOfTenBelow(size: number): number {
  let power = 1;
  while (power * 10 <= size) power *= 10;
  while (power > size) power /= 10;
  return power;
}
