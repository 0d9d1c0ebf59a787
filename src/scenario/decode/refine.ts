/** A shape with a further check, or a conversion, after decoding. */
import type { Reporter } from '../problems/reporter.ts';
import type { TreeNode } from '../yaml/tree.ts';
import type { Shape } from './shape.ts';

/** `check` reports what is wrong and returns undefined, or returns the value to use. */
export const refine = <T, U>(
  shape: Shape<T>,
  check: (value: T, node: TreeNode, reporter: Reporter) => U | undefined,
): Shape<U> => ({
  what: shape.what,
  schema: shape.schema,
  decode: (node, reporter) => {
    const value = shape.decode(node, reporter);
    return value === undefined ? undefined : check(value, node, reporter);
  },
});
