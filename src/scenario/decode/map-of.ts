/** A mapping from names that the user chooses to values of one shape. */
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { ScalarNode, TreeNode } from '../yaml/tree.ts';
import { expectMap } from './expect-node.ts';
import { isName, NAME_PATTERN } from './is-name.ts';
import type { Shape } from './shape.ts';

export interface Named<T> {
  readonly name: string;
  readonly key: ScalarNode;
  readonly node: TreeNode;
  /** Undefined where it did not decode: the name is still known, so that references to it are not reported too. */
  readonly value: T | undefined;
}

/** In the order written. */
export const mapOf = <T>(what: string, value: Shape<T>): Shape<readonly Named<T>[]> => ({
  what,
  schema: (definitions) => ({
    type: 'object',
    propertyNames: { pattern: NAME_PATTERN },
    additionalProperties: value.schema(definitions),
  }),
  decode: (node, reporter: Reporter) => {
    const map = expectMap(node, what, reporter);
    return map?.entries.map(({ key, value: child }) => {
      if (!isName(key.text)) reporter.report(key, messages.badName(key.text));
      return { name: key.text, key, node: child, value: value.decode(child, reporter) };
    });
  },
});
