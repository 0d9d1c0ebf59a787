/** Distance between two doubles in units in the last place: the number of doubles between them, 0 for equal bits or both NaN. */
const double = new Float64Array(1);
const bits = new BigInt64Array(double.buffer);

/** Position on the number line of all doubles, in order. ±0 coincide. */
function ordinal(x: number): bigint {
  double[0] = x;
  return bits[0] < 0n ? -(bits[0] & 0x7fffffffffffffffn) : bits[0];
}

export function ulps(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b) ? 0 : Infinity;
  const distance = ordinal(a) - ordinal(b);
  return Number(distance < 0n ? -distance : distance);
}
