/**
 * Durations: `150ms`, `1.5h`, `1h30m`, `3 d 4 h`. Units us (µs), ms, s, m or min, h, d, w and y of 365 days. Results are
 * whole microseconds, exact where the text is, otherwise rounded.
 */
import type { Micros } from '../time.ts';
import { DECIMAL_PATTERN, readDecimal, scaleToInteger } from './decimal.ts';
import { formatDuration } from './format-duration.ts';
import { messages } from './messages.ts';
import type { Parsed } from './parsed.ts';
import { readMeasure } from './read-measure.ts';
import { lookUpUnit, type UnitTable } from './unit-table.ts';

const KIND = { what: 'a duration', example: '150ms' };

const TABLE: UnitTable<bigint> = {
  units: new Map([
    ['us', 1n],
    ['ms', 1_000n],
    ['s', 1_000_000n],
    ['min', 60_000_000n],
    ['h', 3_600_000_000n],
    ['d', 86_400_000_000n],
    ['w', 604_800_000_000n],
    ['y', 31_536_000_000_000n],
  ]),
  synonyms: new Map([
    ['m', 'min'],
    // The micro sign and the Greek letter look alike.
    ['\u00b5s', 'us'],
    ['\u03bcs', 'us'],
  ]),
  mistaken: new Map(
    Object.entries({
      us: 'usec usecs micro micros microsecond microseconds mus',
      ms: 'msec msecs milli millis millisecond milliseconds',
      s: 'sec secs second seconds',
      min: 'M mins minute minutes mn',
      h: 'hr hrs hour hours',
      d: 'day days',
      w: 'wk wks week weeks',
      y: 'yr yrs year years a',
    }).flatMap(([unit, words]) => words.split(' ').map((word): [string, string] => [word, unit])),
  ),
};

const TOO_FINE = new Set(['ns', 'ps', 'nsec', 'nsecs', 'nanos', 'nanosecond', 'nanoseconds']);
const MONTHS = new Set(['mo', 'mon', 'month', 'months']);
const PART = new RegExp(`(${DECIMAL_PATTERN})\\s*([^\\d\\s]+)\\s*`, 'y');
const LONGEST = BigInt(Number.MAX_SAFE_INTEGER);

/** Microseconds ≥ 0. `0` needs no unit. */
export function parseDuration(text: string): Parsed<Micros> {
  const first = readMeasure(text, KIND);
  if (!first.ok) return first;
  const { number, decimal, unit } = first.value;
  if (unit === '') {
    if (decimal.digits === 0n) return { ok: true, value: 0 };
    return { ok: false, message: messages.missingUnit(KIND.what, `${number}s`) };
  }
  return sumOfParts(text.trim().replace(/^\+\s*/, ''));
}

/** As `parseDuration`, with a sign allowed in front: offsets of clocks. */
export function parseSignedDuration(text: string): Parsed<Micros> {
  const trimmed = text.trim();
  const negative = trimmed.startsWith('-');
  const parsed = parseDuration(negative ? trimmed.slice(1) : trimmed);
  return parsed.ok && negative ? { ok: true, value: 0 - parsed.value } : parsed;
}

function sumOfParts(text: string): Parsed<Micros> {
  let total = 0n;
  let smallest = LONGEST;
  PART.lastIndex = 0;
  for (let at = 0; at < text.length; at = PART.lastIndex) {
    const match = PART.exec(text);
    if (!match) return { ok: false, message: messages.malformed(text, KIND.what, KIND.example) };
    const [, number, unit] = match;
    const factor = factorOf(unit);
    if (!factor.ok) return factor;
    if (factor.value >= smallest) return { ok: false, message: messages.unitOrder(text) };
    smallest = factor.value;
    const decimal = readDecimal(number);
    const micros = scaleToInteger(decimal, factor.value);
    if (micros === 0n && decimal.digits > 0n) return { ok: false, message: messages.tooSmall(KIND.what, '1us') };
    total += micros;
  }
  if (total > LONGEST) {
    return { ok: false, message: messages.tooLarge(KIND.what, formatDuration(Number.MAX_SAFE_INTEGER)) };
  }
  return { ok: true, value: Number(total) };
}

function factorOf(unit: string): Parsed<bigint> {
  const lower = unit.toLowerCase();
  if (TOO_FINE.has(lower)) return { ok: false, message: messages.belowMicrosecond(unit) };
  if (MONTHS.has(lower)) return { ok: false, message: messages.noMonths(unit) };
  return lookUpUnit(unit, TABLE);
}
