/** `jobs.<name>.tasks`: `10`, or a range such as `10..50`. */
import type { Range } from '../../core/parameters.ts';
import { expectScalar } from '../decode/expect-node.ts';
import { quantity } from '../decode/quantity.ts';
import { quantityRange } from '../decode/quantity-range.ts';
import type { Shape } from '../decode/shape.ts';

const BOUNDS = { min: 1, max: 1e6 } as const;
const one = quantity('integer', BOUNDS);
const range = quantityRange('integer', BOUNDS);

export const tasksShape: Shape<Range> = {
  what: `${one.what}, or ${range.what}`,
  schema: (definitions) => ({ anyOf: [one.schema(definitions), range.schema(definitions)] }),
  decode: (node, reporter) => {
    const scalar = expectScalar(node, tasksShape.what, reporter);
    if (scalar === undefined) return undefined;
    if (scalar.text.includes('..')) return range.decode(scalar, reporter);
    const count = one.decode(scalar, reporter);
    return count === undefined ? undefined : { min: count, max: count };
  },
};
