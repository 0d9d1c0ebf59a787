/** Shares of a whole: `10%`, `0.1`, `50ppm`. Results are in 0..1. */
import { scaleToNumber } from './decimal.ts';
import { messages } from './messages.ts';
import type { Parsed } from './parsed.ts';
import { readMeasure } from './read-measure.ts';
import { lookUpUnit, type UnitTable } from './unit-table.ts';

const KIND = { what: 'a share', example: '10%' };

/** Unit → power of ten. */
const TABLE: UnitTable<number> = {
  units: new Map([
    ['%', -2],
    ['ppm', -6],
  ]),
  mistaken: new Map([
    ['percent', '%'],
    ['pct', '%'],
    ['per cent', '%'],
  ]),
};

/** In 0..1, the double nearest to what is written. */
export function parseShare(text: string): Parsed<number> {
  const read = readMeasure(text, KIND);
  if (!read.ok) return read;
  const { decimal, number, unit } = read.value;
  const power: Parsed<number> = unit === '' ? { ok: true, value: 0 } : lookUpUnit(unit, TABLE);
  if (!power.ok) return power;
  const value = scaleToNumber({ digits: decimal.digits, exponent: decimal.exponent + power.value });
  if (value <= 1) return { ok: true, value };
  if (unit === '' && value <= 100) return { ok: false, message: messages.percentMissing(number) };
  return { ok: false, message: messages.shareTooLarge(text.trim()) };
}
