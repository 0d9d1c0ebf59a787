/** Whole numbers: `3`, `-2`, `10_000`, `1e6`. */
import { messages } from './messages.ts';
import { parseNumber } from './parse-number.ts';
import type { Parsed } from './parsed.ts';

/** Of either sign, at most 2⁵³ − 1 in size: those that a double holds exactly. */
export function parseInteger(text: string): Parsed<number> {
  const parsed = parseNumber(text);
  if (!parsed.ok) return parsed;
  if (!Number.isInteger(parsed.value)) return { ok: false, message: messages.notWhole(text.trim()) };
  if (Number.isSafeInteger(parsed.value)) return parsed;
  return { ok: false, message: messages.tooLarge('a whole number', String(Number.MAX_SAFE_INTEGER)) };
}
