/** Lists in order of time; shrink to fewer, then each element as its arbitrary does. */
import * as fc from 'fast-check';

/** Elements at the same time keep the order in which they were drawn. */
export const inOrderOfTime = <T extends { readonly at: number }>(
  element: fc.Arbitrary<T>,
  maxLength: number,
): fc.Arbitrary<readonly T[]> =>
  fc.array(element, { maxLength, size: 'max' }).map(
    (items) => [...items].sort((a, b) => a.at - b.at),
    // Lists that were drawn elsewhere shrink as well.
    (value) => {
      if (!Array.isArray(value)) throw new TypeError('not a list');
      return value as T[];
    },
  );
