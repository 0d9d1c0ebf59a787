/** A value for each node of a service: one for all, a list in the order of the nodes, or a mapping by name. */
import { isNothing } from '../yaml/tree.ts';
import { reportWrongType } from './expect-node.ts';
import { listOf } from './list-of.ts';
import type { Named } from './map-of.ts';
import { mapOf } from './map-of.ts';
import type { Shape } from './shape.ts';

export type ForNodes<T> =
  | { readonly all: T }
  | { readonly list: readonly T[] }
  | { readonly named: readonly Named<T>[] };

/** `example` of the mapping: `{n1: 5}`. */
export const forNodes = <T>(shape: Shape<T>, example: string): Shape<ForNodes<T>> => {
  const what = `${shape.what}, a list of them, or a mapping by node such as ${example}`;
  const list = listOf(what, shape);
  const named = mapOf(what, shape);
  return {
    what,
    schema: (definitions) => ({
      anyOf: [shape.schema(definitions), list.schema(definitions), named.schema(definitions)],
    }),
    decode: (node, reporter) => {
      if (isNothing(node)) return reportWrongType(node, what, reporter);
      if (node.type === 'map') {
        const decoded = named.decode(node, reporter);
        return decoded && { named: decoded };
      }
      if (node.type === 'list') {
        const decoded = list.decode(node, reporter);
        // What did not decode has been reported, and would only look like a list of the wrong length.
        return decoded?.length === node.items.length ? { list: decoded } : undefined;
      }
      const decoded = shape.decode(node, reporter);
      return decoded === undefined ? undefined : { all: decoded };
    },
  };
};
