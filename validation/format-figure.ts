/** Numbers as the table shows them: enough digits to tell the simulated from the expected, and no more. */
const DIGITS = 4;
/** Shares this close to 1 are told apart by their distance from it. */
const NEARLY_ONE = 0.99;

export function formatFigure(value: number): string {
  if (Number.isInteger(value)) return String(value);
  if (value > NEARLY_ONE && value < 1) return trimmed(value.toFixed(decimalsOf(1 - value)));
  return trimmed(value.toFixed(decimalsOf(Math.abs(value))));
}

/** So many that `DIGITS` significant ones show, however small the value is. */
const decimalsOf = (value: number): number =>
  value === 0 ? 0 : Math.min(15, Math.max(0, DIGITS - 1 - Math.floor(Math.log10(value))));

const trimmed = (digits: string): string => (digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits);
