/** Sizes for people, in binary units: `512 B`, `1.5 GiB`. Up to two decimals; `parseSize` reads it back. */
import { formatDecimal } from './format-decimal.ts';

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** Bytes ≥ 0. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return Number.isNaN(bytes) ? 'n/a' : '∞';
  let value = bytes;
  let unit = 0;
  // What would round to 1024 of a unit is one of the next.
  while (value >= (unit === 0 ? 1023.5 : 1023.995) && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${formatDecimal(value, unit === 0 ? 0 : 2)} ${UNITS[unit]}`;
}
