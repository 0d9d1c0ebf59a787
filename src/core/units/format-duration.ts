/**
 * Durations for people: `250 µs`, `1.5 s`, `2 min 30 s`, `3 d 4 h`, `1 y 20 d`. Up to three decimals below a minute,
 * the two largest units from there on; `parseDuration` reads it back.
 */
import { DAY, HOUR, MILLISECOND, MINUTE, type Micros, SECOND, YEAR } from '../time.ts';
import { formatDecimal } from './format-decimal.ts';

/** Larger unit, what it is called, the unit after it, the next larger one. */
const PAIRS = [
  { from: YEAR, name: 'y', rest: DAY, restName: 'd', below: Infinity },
  { from: DAY, name: 'd', rest: HOUR, restName: 'h', below: YEAR },
  { from: HOUR, name: 'h', rest: MINUTE, restName: 'min', below: DAY },
  { from: MINUTE, name: 'min', rest: SECOND, restName: 's', below: HOUR },
];

/** Microseconds, of either sign, whole or not. */
export function formatDuration(micros: Micros): string {
  if (Number.isNaN(micros)) return 'n/a';
  if (micros < 0) return `-${formatDuration(-micros)}`;
  if (micros === Infinity) return '∞';
  return belowMinute(micros) ?? fromMinute(micros);
}

/** Undefined if the rounded value is a minute or more. */
function belowMinute(micros: Micros): string | undefined {
  // A thousand of a unit after rounding is one of the next.
  if (micros < 999.5) return `${formatDecimal(micros, micros < 10 ? 3 : 0)} µs`;
  if (micros < 999.9995 * MILLISECOND) return `${formatDecimal(micros / MILLISECOND, 3)} ms`;
  if (micros < 59.9995 * SECOND) return `${formatDecimal(micros / SECOND, 3)} s`;
  return undefined;
}

function fromMinute(micros: Micros): string {
  const pair = PAIRS.find(({ from }) => micros >= from) ?? PAIRS[PAIRS.length - 1];
  const rounded = Math.round(micros / pair.rest) * pair.rest;
  if (rounded >= pair.below) return fromMinute(rounded);
  const whole = Math.floor(rounded / pair.from);
  const rest = Math.round((rounded - whole * pair.from) / pair.rest);
  return rest === 0 ? `${whole} ${pair.name}` : `${whole} ${pair.name} ${rest} ${pair.restName}`;
}
