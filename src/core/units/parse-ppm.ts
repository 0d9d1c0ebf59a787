/** Parts per million: `20ppm`, `-50ppm`. Results are in ppm, not in 0..1. */
import { scaleToNumber } from './decimal.ts';
import { messages } from './messages.ts';
import type { Parsed } from './parsed.ts';
import { readMeasure } from './read-measure.ts';
import { lookUpUnit, type UnitTable } from './unit-table.ts';

const KIND = { what: 'a deviation', example: '20ppm', signed: true };
/** Power of ten against a millionth. */
const TABLE: UnitTable<number> = {
  units: new Map([
    ['ppm', 0],
    ['%', 4],
  ]),
  mistaken: new Map([['ppb', 'ppm']]),
};

/** In millionths, of either sign. `0` needs no unit. */
export function parsePpm(text: string): Parsed<number> {
  const read = readMeasure(text, KIND);
  if (!read.ok) return read;
  const { decimal, negative, number, unit } = read.value;
  if (unit === '') {
    if (decimal.digits === 0n) return { ok: true, value: 0 };
    return { ok: false, message: messages.missingUnit(KIND.what, `${negative ? '-' : ''}${number}ppm`) };
  }
  const power = lookUpUnit(unit, TABLE);
  if (!power.ok) return power;
  const size = scaleToNumber({ digits: decimal.digits, exponent: decimal.exponent + power.value });
  if (size === Infinity) return { ok: false, message: messages.tooLarge(KIND.what, '1e308ppm') };
  return { ok: true, value: negative ? 0 - size : size };
}
