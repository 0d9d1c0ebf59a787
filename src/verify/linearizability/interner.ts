/** Gives values whole numbers, from 0 in order of appearance: the same number for the same text. */
import { type HistoryValue, valueText } from '../history/history-value.ts';

export interface Interner {
  /** The number of a value, a new one if it has none. */
  add(value: HistoryValue): number;
  /** The number of a value, or undefined. */
  find(value: HistoryValue): number | undefined;
  /** The text of what has a number. */
  text(id: number): string;
  size(): number;
}

export function createInterner(): Interner {
  const ids = new Map<string, number>();
  const texts: string[] = [];
  return {
    add(value) {
      const text = valueText(value);
      const known = ids.get(text);
      if (known !== undefined) return known;
      ids.set(text, texts.length);
      texts.push(text);
      return texts.length - 1;
    },
    find: (value) => ids.get(valueText(value)),
    text: (id) => texts[id],
    size: () => texts.length,
  };
}
