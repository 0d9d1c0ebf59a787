/**
 * A value in EDN as JSON: keywords, symbols and characters become strings, sets, lists and vectors become arrays, maps
 * become objects without a prototype. Tags are dropped. Throws an Error on what is no EDN.
 */
import { type EDNVal, parseEDNString } from 'edn-data';
import type { HistoryValue } from './history-value.ts';

/** Without tags: dates stay the text that they were. */
const TAGS = { inst: (value: unknown) => value };

export function ednValue(text: string): HistoryValue {
  // The line break ends a comment, which would swallow the rest.
  const parsed = parseEDNString(`${text}\n`, { tagHandlers: TAGS });
  if (parsed === undefined) throw new Error('nothing there');
  return plain(parsed as EDNVal);
}

function plain(value: EDNVal): HistoryValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (typeof value === 'bigint') {
    // Left as a number where it is one, else as the text of an integer of any size.
    return Number.isSafeInteger(Number(value)) ? Number(value) : `${value}N`;
  }
  if (Array.isArray(value)) return value.map(plain);
  if ('key' in value) return value.key as string;
  if ('sym' in value) return value.sym as string;
  if ('char' in value) return value.char as string;
  if ('set' in value) return (value.set as EDNVal[]).map(plain);
  if ('list' in value) return (value.list as EDNVal[]).map(plain);
  if ('map' in value) return members(value.map as [EDNVal, EDNVal][]);
  if ('val' in value) return plain(value.val as EDNVal);
  throw new Error('not a value');
}

function members(pairs: readonly [EDNVal, EDNVal][]): HistoryValue {
  const object: Record<string, HistoryValue> = Object.create(null);
  for (const [key, value] of pairs) {
    const name = plain(key);
    object[typeof name === 'string' ? name : JSON.stringify(name)] = plain(value);
  }
  return object;
}
