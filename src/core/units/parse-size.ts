/** Sizes: `100B`, `4kB`, `2GiB`. Decimal units kB … PB, binary KiB … PiB. Results are whole bytes. */
import { BYTE_UNITS } from './byte-units.ts';
import { scaleToInteger } from './decimal.ts';
import { messages } from './messages.ts';
import type { Parsed } from './parsed.ts';
import { readMeasure } from './read-measure.ts';
import { lookUpUnit, type UnitTable } from './unit-table.ts';

const KIND = { what: 'a size', example: '2GiB' };
const TABLE: UnitTable<bigint> = {
  units: BYTE_UNITS,
  mistaken: new Map([
    ['bytes', 'B'],
    ['byte', 'B'],
    ['k', 'kB'],
    ['m', 'MB'],
    ['g', 'GB'],
    ['t', 'TB'],
  ]),
};
const LARGEST = BigInt(Number.MAX_SAFE_INTEGER);

/** Bytes ≥ 0, rounded to whole ones. `0` needs no unit. */
export function parseSize(text: string): Parsed<number> {
  const read = readMeasure(text, KIND);
  if (!read.ok) return read;
  const { decimal, number, unit } = read.value;
  if (unit === '') {
    if (decimal.digits === 0n) return { ok: true, value: 0 };
    return { ok: false, message: messages.missingUnit(KIND.what, `${number}B`) };
  }
  const factor = lookUpUnit(unit, TABLE);
  if (!factor.ok) return factor;
  const bytes = scaleToInteger(decimal, factor.value);
  if (bytes === 0n && decimal.digits > 0n) return { ok: false, message: messages.tooSmall(KIND.what, '1B') };
  if (bytes > LARGEST) return { ok: false, message: messages.tooLarge(KIND.what, '9PB') };
  return { ok: true, value: Number(bytes) };
}
