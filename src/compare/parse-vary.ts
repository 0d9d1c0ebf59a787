/**
 * `services.web.balancer=random,round-robin` or `clients.web.arrivals.poisson=1000/s..9000/s:9`: one axis as the command
 * line has it. Values are YAML, so commas within brackets and quotes do not separate. What they mean is for the
 * scenario's parser.
 */
import { parseSpaced } from '../core/units/parse-spaced.ts';
import type { Parsed } from '../core/units/parsed.ts';
import type { CompareAxis } from '../scenario/compare-spec.ts';
import { messages } from './messages.ts';

export function parseVary(text: string): Parsed<CompareAxis> {
  const at = text.indexOf('=');
  const path = text.slice(0, Math.max(at, 0)).trim();
  if (path === '') return { ok: false, message: messages.varyForm(text) };
  const values: string[] = [];
  for (const item of splitList(text.slice(at + 1))) {
    const value = item.trim();
    if (value === '') return { ok: false, message: messages.emptyValue(path) };
    const spaced = parseSpaced(value);
    if (spaced?.ok === false) return { ok: false, message: messages.inVary(path, spaced.message) };
    for (const each of spaced?.value ?? [value]) {
      if (values.includes(each)) return { ok: false, message: messages.valueTwice(path, each) };
      values.push(each);
    }
  }
  return { ok: true, value: { path, values } };
}

const CLOSING: Readonly<Record<string, string>> = { '[': ']', '{': '}' };

/** At commas outside brackets and quotes; brackets that do not match are left to the YAML parser. */
function splitList(text: string): string[] {
  const parts: string[] = [];
  const open: string[] = [];
  let quote = '';
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character in CLOSING) open.push(CLOSING[character]);
    else if (character === open.at(-1)) open.pop();
    else if (character === ',' && open.length === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, text.slice(start)];
}
