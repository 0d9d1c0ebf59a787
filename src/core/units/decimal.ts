/**
 * Exact decimal numbers as written: an integer and a power of ten. `0.1` is 1·10⁻¹ here and not the nearest double,
 * so that `0.1s` is 100000 µs by construction.
 */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/** A number: digits with `_` between them, a fraction, an exponent. No sign. */
export const DECIMAL_PATTERN = '\\d+(?:_\\d+)*(?:\\.\\d+(?:_\\d+)*)?(?:[eE][+-]?\\d+)?';
const PARTS = /^(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** Beyond it every double is zero or infinite, whatever the digits (quantities are at most 100 characters long). */
const LARGEST_EXPONENT = 500;

/** `text` must match DECIMAL_PATTERN. */
export function readDecimal(text: string): Decimal {
  const [, whole, fraction = '', exponent = '0'] = PARTS.exec(text.replaceAll('_', ''))!;
  const shifted = Number(exponent) - fraction.length;
  return {
    digits: BigInt(whole + fraction),
    exponent: Math.max(-LARGEST_EXPONENT, Math.min(LARGEST_EXPONENT, shifted)),
  };
}

/** The whole number nearest to decimal · factor, halves up. */
export function scaleToInteger({ digits, exponent }: Decimal, factor: bigint): bigint {
  const power = BigInt(`1${'0'.repeat(Math.abs(exponent))}`);
  const product = digits * factor;
  return exponent < 0 ? (2n * product + power) / (2n * power) : product * power;
}

/** decimal · numerator / denominator as a double: the nearest one if the denominator is a power of two. */
export const scaleToNumber = ({ digits, exponent }: Decimal, numerator = 1n, denominator = 1): number =>
  Number(`${digits * numerator}e${exponent}`) / denominator;
