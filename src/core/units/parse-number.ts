/** Plain numbers: `3`, `-0.5`, `10_000`, `1e6`. */
import { scaleToNumber } from './decimal.ts';
import { messages } from './messages.ts';
import type { Parsed } from './parsed.ts';
import { readMeasure } from './read-measure.ts';

/** Finite, of either sign. */
export function parseNumber(text: string): Parsed<number> {
  const kind = { what: 'a number', example: '10', signed: true };
  const read = readMeasure(text, kind);
  if (!read.ok) return read;
  const { decimal, negative, unit } = read.value;
  if (unit !== '') return { ok: false, message: messages.malformed(text.trim(), kind.what, kind.example) };
  const size = scaleToNumber(decimal);
  if (size === Infinity) return { ok: false, message: messages.tooLarge(kind.what, '1e308') };
  return { ok: true, value: negative ? 0 - size : size };
}
