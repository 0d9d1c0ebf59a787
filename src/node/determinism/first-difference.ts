/**
 * Where two pieces of plain data part, depth first in the order of the first one's keys. A key with the value undefined
 * counts as missing; NaN equals NaN, and 0 does not equal −0.
 */
export interface Difference {
  /** Such as `incidents[3].startSeconds`; empty for the whole. */
  readonly path: string;
  readonly first: unknown;
  readonly second: unknown;
}

/** undefined if they are equal. */
export function firstDifference(first: unknown, second: unknown, path = ''): Difference | undefined {
  if (Object.is(first, second)) return undefined;
  if (!isContainer(first) || !isContainer(second) || Array.isArray(first) !== Array.isArray(second)) {
    return { path, first, second };
  }
  const list = Array.isArray(first);
  for (const key of new Set([...Object.keys(first), ...Object.keys(second)])) {
    const step = list ? `[${key}]` : path === '' ? key : `.${key}`;
    const found = firstDifference(first[key], second[key], path + step);
    if (found !== undefined) return found;
  }
  return undefined;
}

const isContainer = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
