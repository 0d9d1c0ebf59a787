/** What a history can say: JSON. Two values are the same if their texts are (the keys of objects are sorted). */
export type HistoryValue =
  | null
  | boolean
  | number
  | string
  | readonly HistoryValue[]
  | { readonly [key: string]: HistoryValue };

/** Deeper values are refused when a history is read, so that nothing that walks through a value runs out of stack. */
export const VALUE_DEPTH_MAX = 32;

/** The value as JSON with sorted keys: equal for equal values, different for different ones. */
export function valueText(value: HistoryValue | undefined): string {
  if (value === undefined) return 'undefined';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(valueText).join(',')}]`;
  const members = Object.keys(value).sort();
  return `{${members.map((key) => `${JSON.stringify(key)}:${valueText(value[key])}`).join(',')}}`;
}

export const isList = (value: HistoryValue | undefined): value is readonly HistoryValue[] => Array.isArray(value);

/**
 * Why a value cannot be compared exactly, or undefined if it can: nested too deeply, or an integer beyond 2⁵³, where
 * different integers become equal when they are read.
 */
export function valueFault(value: HistoryValue, depth = 0): string | undefined {
  if (typeof value === 'number') {
    return Number.isInteger(value) && !Number.isSafeInteger(value)
      ? 'an integer beyond 2^53 cannot be told from its neighbours; write it as a string'
      : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth >= VALUE_DEPTH_MAX) return `a value is nested more than ${VALUE_DEPTH_MAX} deep`;
  for (const part of isList(value) ? value : Object.values(value)) {
    const fault = valueFault(part, depth + 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
