/** Bandwidths: `10MiB/s`, `1Gbit/s`. Results are bytes per second. */
import { BYTE_UNITS } from './byte-units.ts';
import { scaleToNumber } from './decimal.ts';
import { messages } from './messages.ts';
import type { Parsed } from './parsed.ts';
import { readMeasure } from './read-measure.ts';
import { lookUpUnit, type UnitTable } from './unit-table.ts';

const KIND = { what: 'a bandwidth', example: '10MiB/s' };

/** Bytes a second of each unit, as a fraction. */
const TABLE: UnitTable<readonly [over: bigint, under: number]> = {
  units: new Map<string, readonly [bigint, number]>([
    ...[...BYTE_UNITS].map(([unit, bytes]): [string, readonly [bigint, number]] => [`${unit}/s`, [bytes, 1]]),
    ['bit/s', [1n, 8]],
    ['kbit/s', [1_000n, 8]],
    ['Mbit/s', [1_000_000n, 8]],
    ['Gbit/s', [1_000_000_000n, 8]],
    ['Tbit/s', [1_000_000_000_000n, 8]],
  ]),
  mistaken: new Map(
    ['k', 'M', 'G', 'T'].flatMap((prefix): [string, string][] => [
      [`${prefix}bps`, `${prefix}bit/s`],
      [`${prefix.toLowerCase()}bps`, `${prefix}bit/s`],
      [`${prefix}b/s`, `${prefix}bit/s`],
      [`${prefix}bit`, `${prefix}bit/s`],
      [`${prefix}Bps`, `${prefix}B/s`],
      [`${prefix}B`, `${prefix}B/s`],
      [`${prefix.toUpperCase()}iB`, `${prefix.toUpperCase()}iB/s`],
      [prefix.toLowerCase(), `${prefix}B/s`],
    ]),
  ),
};

/** Bytes per second, ≥ 0. `0` needs no unit. */
export function parseBandwidth(text: string): Parsed<number> {
  const read = readMeasure(text, KIND);
  if (!read.ok) return read;
  const { decimal, number, unit } = read.value;
  if (unit === '') {
    if (decimal.digits === 0n) return { ok: true, value: 0 };
    return { ok: false, message: messages.missingUnit(KIND.what, `${number}MB/s`) };
  }
  const factor = lookUpUnit(unit, TABLE);
  if (!factor.ok) return factor;
  const value = scaleToNumber(decimal, ...factor.value);
  if (value === Infinity) return { ok: false, message: messages.tooLarge(KIND.what, '1e308B/s') };
  return { ok: true, value };
}
