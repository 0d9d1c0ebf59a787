/** Free text. */
import { expectScalar } from './expect-node.ts';
import type { Shape } from './shape.ts';

export const text = (what: string): Shape<string> => ({
  what,
  // Unquoted `2026` or `true` is text here, and a number or boolean to a schema validator.
  schema: () => ({ type: ['string', 'number', 'boolean'] }),
  decode: (node, reporter) => expectScalar(node, what, reporter)?.text,
});
