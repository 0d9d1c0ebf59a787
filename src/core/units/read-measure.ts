/** Splits one quantity, `-1.5 GiB`, into its sign, number and unit: the first step of every parser here. */
import { DECIMAL_PATTERN, type Decimal, readDecimal } from './decimal.ts';
import { messages } from './messages.ts';
import type { Parsed } from './parsed.ts';

/** What the messages call the kind of quantity, and how one is written. */
export interface MeasureKind {
  /** With its article: `a duration`. */
  readonly what: string;
  readonly example: string;
  /** Otherwise a minus sign is an error. */
  readonly signed?: boolean;
}

export interface Measure {
  readonly negative: boolean;
  readonly decimal: Decimal;
  /** As written, without the sign. */
  readonly number: string;
  /** Empty if there is none. */
  readonly unit: string;
}

const LONGEST = 100;
const PATTERN = new RegExp(`^([+-]?)\\s*(${DECIMAL_PATTERN})\\s*(.*)$`);

/** Does not know which units there are. */
export function readMeasure(text: string, { what, example, signed }: MeasureKind): Parsed<Measure> {
  const trimmed = text.trim();
  if (trimmed === '') return { ok: false, message: messages.empty(what, example) };
  if (trimmed.length > LONGEST) return { ok: false, message: messages.tooLong(what, example) };
  const match = PATTERN.exec(trimmed);
  if (!match) return { ok: false, message: messages.malformed(trimmed, what, example) };
  const [, sign, number, unit] = match;
  if (/^,\s*\d/.test(unit)) return { ok: false, message: messages.decimalComma(trimmed.replace(/,\s*/, '.')) };
  const decimal = readDecimal(number);
  const negative = sign === '-' && decimal.digits > 0n;
  if (negative && !signed) return { ok: false, message: messages.negative(what) };
  return { ok: true, value: { negative, decimal, number, unit } };
}
