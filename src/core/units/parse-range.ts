/** Ranges of any quantity: `1s..2s`, `10..20`. Both ends carry their unit. */
import type { Range } from '../parameters.ts';
import { messages } from './messages.ts';
import type { Parsed } from './parsed.ts';

/** `parse` reads an end; `example` is a whole range, for the message. Equal ends are allowed. */
export function parseRange(text: string, parse: (end: string) => Parsed<number>, example: string): Parsed<Range> {
  const trimmed = text.trim();
  const dots = trimmed.indexOf('..');
  if (dots < 0) return { ok: false, message: messages.notARange(trimmed, example) };
  const [lower, upper] = [trimmed.slice(0, dots).trim(), trimmed.slice(dots + 2).trim()];
  const min = parse(lower);
  if (!min.ok) return { ok: false, message: messages.rangeEnd('lower', min.message) };
  const max = parse(upper);
  if (!max.ok) return { ok: false, message: messages.rangeEnd('upper', max.message) };
  if (min.value > max.value) return { ok: false, message: messages.rangeBackwards(`${upper}..${lower}`) };
  return { ok: true, value: { min: min.value, max: max.value } };
}
