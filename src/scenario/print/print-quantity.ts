/**
 * Quantities with the unit in which they are roundest: the fewest digits, then the unit that comes first. Exact: every
 * candidate is read back by the parser of the format, and only what gives the same number counts.
 */
import { BYTE_UNITS } from '../../core/units/byte-units.ts';
import type { QuantityKind } from '../../core/units/parse-quantity.ts';
import { parseQuantity } from '../../core/units/parse-quantity.ts';

interface Unit {
  readonly name: string;
  /** In base units. */
  readonly size: number;
  /** The smallest number of it that reads well, and whether it has to be whole. */
  readonly least: number;
  readonly whole: boolean;
}

const unit = (name: string, size: number, least = 1, whole = false): Unit => ({ name, size, least, whole });

const BYTES = [...BYTE_UNITS].map(([name, size]) => ({ name, size: Number(size) }));
/** Largest first, powers of ten before powers of two. */
const largestFirst = [
  ...BYTES.filter(({ name }) => !name.includes('i')),
  ...BYTES.filter(({ name }) => name.includes('i')),
]
  .map(({ name, size }) => unit(name, size))
  .sort((a, b) => b.size - a.size);

const UNITS: Readonly<Record<QuantityKind, readonly Unit[]>> = {
  duration: [
    unit('y', 31_536_000_000_000, 1, true),
    unit('d', 86_400_000_000, 1, true),
    unit('h', 3_600_000_000, 1, true),
    unit('min', 60_000_000, 1, true),
    unit('s', 1_000_000),
    unit('ms', 1_000),
    unit('us', 1),
  ],
  share: [unit('%', 0.01, 0.01), unit('ppm', 0.000_001, 0)],
  rate: [
    unit('/s', 1, 0),
    unit('/min', 1 / 60, 0),
    unit('/h', 1 / 3_600, 0),
    unit('/d', 1 / 86_400, 0),
    unit('/y', 1 / 31_536_000, 0),
  ],
  size: largestFirst,
  bandwidth: [
    ...largestFirst.map(({ name, size }) => unit(`${name}/s`, size)),
    unit('Gbit/s', 125_000_000),
    unit('Mbit/s', 125_000),
    unit('kbit/s', 125),
    unit('bit/s', 0.125),
  ],
  ppm: [unit('ppm', 1, 0)],
  integer: [unit('', 1, 0)],
  number: [unit('', 1, 0)],
};

/** Nothing, in the unit that people would use. */
const ZERO: Readonly<Record<QuantityKind, string>> = {
  duration: '0s',
  share: '0%',
  rate: '0/s',
  size: '0B',
  bandwidth: '0B/s',
  ppm: '0ppm',
  integer: '0',
  number: '0',
};

/** What `value / size` is without the rounding of the division: fifteen digits are exact in any double. */
const numbersIn = (value: number, { size }: Unit): number[] => {
  const exact = value / size;
  return [Number(exact.toPrecision(15)), exact];
};

const significant = (text: string): number =>
  text
    .replace(/e.*$/, '')
    .replace('.', '')
    .replace(/^0+|0+$/g, '').length;

/** Of either sign. RangeError if the format cannot express it: a fraction of a microsecond, say. */
export const printQuantity = (kind: QuantityKind, value: number): string => {
  if (value < 0) return `-${printQuantity(kind, -value)}`;
  if (value === 0) return ZERO[kind];
  let best: string | undefined;
  let digits = Number.POSITIVE_INFINITY;
  const consider = (number: number, name: string) => {
    const count = significant(String(number));
    if (count >= digits) return;
    const text = `${number}${name}`;
    const parsed = parseQuantity(text, kind);
    if (!parsed.ok || parsed.value !== value) return;
    best = text;
    digits = count;
  };
  for (const each of UNITS[kind]) {
    for (const number of numbersIn(value, each)) {
      if (number >= each.least && (!each.whole || Number.isInteger(number))) consider(number, each.name);
    }
  }
  // A share without a unit is exact whatever its digits; other kinds have a unit of size 1.
  if (best === undefined && kind === 'share') consider(value, '');
  if (best === undefined) throw new RangeError(`${value} cannot be written as a ${kind}`);
  return best;
};

/** Infinity is a word of the format. */
export const printLimit = (kind: QuantityKind, value: number): string =>
  value === Number.POSITIVE_INFINITY ? 'unlimited' : printQuantity(kind, value);
