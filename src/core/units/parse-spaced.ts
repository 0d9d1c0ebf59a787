/**
 * Evenly spaced values of any quantity, `1000/s..9000/s:9` or `10..50:5`: both ends and what lies between, each as text
 * with its unit. Ends may run downwards. What the unit means is for whoever reads the values.
 */
import { DECIMAL_PATTERN } from './decimal.ts';
import { messages } from './messages.ts';
import type { Parsed } from './parsed.ts';

const FORM = /^(.+?)\s*\.\.\s*(.+)\s*:\s*(\d+)$/s;
const END = new RegExp(`^\\s*([+-]?${DECIMAL_PATTERN})(\\s*[^\\d\\s]*)\\s*$`);
export const SPACED_MAX = 1000;
/** 0.1 + 0.2 is 0.3 to people: digits beyond these are rounding. */
const DIGITS = 12;

/** undefined where `text` has another form, such as the plain range `1s..2s`. */
export function parseSpaced(text: string): Parsed<string[]> | undefined {
  const match = FORM.exec(text.trim());
  if (match === null) return undefined;
  const [, lower, upper, written] = match;
  const [low, high] = [END.exec(lower), END.exec(upper)];
  if (low === null || high === null || low[2].trim() !== high[2].trim()) {
    return { ok: false, message: messages.spacedEnds(text.trim()) };
  }
  const count = Number(written);
  if (!(count >= 2 && count <= SPACED_MAX)) return { ok: false, message: messages.spacedCount(written, SPACED_MAX) };
  const [from, to] = [low, high].map(([, number]) => Number(number.replaceAll('_', '')));
  const value = (i: number): number => Number((from + ((to - from) * i) / (count - 1)).toPrecision(DIGITS));
  const values = Array.from({ length: count }, (_, i) => `${value(i)}${low[2]}`);
  if (new Set(values).size < count) return { ok: false, message: messages.spacedAlike(text.trim()) };
  return { ok: true, value: values };
}
