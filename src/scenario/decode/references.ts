/** One expression or a list of them, kept as written with their places: nodes, zones, targets. */
import type { ScalarNode } from '../yaml/tree.ts';
import { isNothing } from '../yaml/tree.ts';
import { expectScalar, reportWrongType } from './expect-node.ts';
import type { Shape } from './shape.ts';

/** `what` with its article: `a node or a list of nodes`. */
export const references = (what: string): Shape<readonly ScalarNode[]> => ({
  what,
  schema: () => {
    const one = { type: ['string', 'number'] };
    return { anyOf: [one, { type: 'array', items: one }] };
  },
  decode: (node, reporter) => {
    if (node.type === 'map' || isNothing(node)) return reportWrongType(node, what, reporter);
    if (node.type === 'scalar') return [node];
    const items = node.items.map((item) => expectScalar(item, what, reporter));
    return items.filter((item) => item !== undefined);
  },
});
