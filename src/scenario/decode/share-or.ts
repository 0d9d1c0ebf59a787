/** A share, told by its %, or a quantity of another kind: `95%` or `50ms`, `25%` or `2`. */
import { expectScalar } from './expect-node.ts';
import type { Bounds } from './quantity.ts';
import { quantity } from './quantity.ts';
import type { QuantityKind } from './quantity-kinds.ts';
import type { Shape } from './shape.ts';

export type ShareOr = { readonly share: number } | { readonly value: number };

export const shareOr = (shareBounds: Bounds, kind: QuantityKind, bounds: Bounds): Shape<ShareOr> => {
  const share = quantity('share', shareBounds);
  const other = quantity(kind, bounds);
  const what = `${other.what} or ${share.what}`;
  return {
    what,
    schema: () => ({ type: ['string', 'number'], pattern: '\\d' }),
    decode: (node, reporter) => {
      const scalar = expectScalar(node, what, reporter);
      if (scalar === undefined) return undefined;
      if (scalar.text.trim().endsWith('%')) {
        const read = share.decode(scalar, reporter);
        return read === undefined ? undefined : { share: read };
      }
      const read = other.decode(scalar, reporter);
      return read === undefined ? undefined : { value: read };
    },
  };
};
