/** A quantity, or the word `unlimited`. */
import type { Bounds } from '../decode/quantity.ts';
import { quantity } from '../decode/quantity.ts';
import type { QuantityKind } from '../decode/quantity-kinds.ts';
import type { Shape } from '../decode/shape.ts';

/** Infinity for `unlimited`. */
export const unlimitedOr = (kind: QuantityKind, bounds: Bounds): Shape<number> => {
  const limited = quantity(kind, bounds);
  return {
    what: `${limited.what} or "unlimited"`,
    schema: (definitions) => ({ anyOf: [{ enum: ['unlimited'] }, limited.schema(definitions)] }),
    decode: (node, reporter) =>
      node.type === 'scalar' && node.text === 'unlimited' ? Number.POSITIVE_INFINITY : limited.decode(node, reporter),
  };
};
