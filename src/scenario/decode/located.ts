/** A value together with where it was written, for checks that need more than the value itself. */
import type { TreeNode } from '../yaml/tree.ts';
import type { Shape } from './shape.ts';

export interface Located<T> {
  readonly value: T;
  readonly node: TreeNode;
}

/** Keeps the place of what `shape` decodes. */
export const located = <T>(shape: Shape<T>): Shape<Located<T>> => ({
  what: shape.what,
  schema: shape.schema,
  decode: (node, reporter) => {
    const value = shape.decode(node, reporter);
    return value === undefined ? undefined : { value, node };
  },
});
