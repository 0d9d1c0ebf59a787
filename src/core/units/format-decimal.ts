/** A number with at most `decimals` decimals, without trailing zeros: 1.50 → `1.5`, 2.00 → `2`. */
export function formatDecimal(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  const trimmed = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return trimmed === '-0' ? '0' : trimmed;
}
