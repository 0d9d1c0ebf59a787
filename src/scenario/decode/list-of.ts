/** A list whose items all have one shape. */
import type { Reporter } from '../problems/reporter.ts';
import { expectList } from './expect-node.ts';
import type { Shape } from './shape.ts';

/** Items that do not decode are reported and left out. */
export const listOf = <T>(what: string, item: Shape<T>): Shape<readonly T[]> => ({
  what,
  schema: (definitions) => ({ type: 'array', items: item.schema(definitions) }),
  decode: (node, reporter: Reporter) => {
    const list = expectList(node, what, reporter);
    return list?.items.map((child) => item.decode(child, reporter)).filter((value) => value !== undefined);
  },
});
