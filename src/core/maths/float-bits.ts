/**
 * The two 32-bit halves of a double (IEEE 754 binary64), for reading exponents and building powers of two.
 * Independent of the machine's byte order. Nothing here allocates, and nothing keeps state between calls.
 */
const double = new Float64Array(1);
const words = new Int32Array(double.buffer);
double[0] = -2;
const HIGH = words[1] === 0 ? 0 : 1;
const LOW = 1 - HIGH;

/** Sign, 11 bits of exponent and the upper 20 bits of the mantissa, as a signed integer. */
export function highWord(x: number): number {
  double[0] = x;
  return words[HIGH];
}

/** The double with these halves. */
export function fromWords(high: number, low: number): number {
  words[HIGH] = high;
  words[LOW] = low;
  return double[0];
}

/** `x` with its high word replaced. */
export function withHighWord(x: number, high: number): number {
  double[0] = x;
  words[HIGH] = high;
  return double[0];
}

/** `x` with the lower 32 bits of its mantissa cleared: its leading 21 bits, so that products of two are exact. */
export function withoutLowWord(x: number): number {
  double[0] = x;
  words[LOW] = 0;
  return double[0];
}
