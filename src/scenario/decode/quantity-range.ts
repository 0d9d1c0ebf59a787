/** A range of quantities: `1s..2s`. */
import type { Range } from '../../core/parameters.ts';
import { messages } from '../messages.ts';
import { spanWithin } from '../yaml/tree.ts';
import { expectScalar } from './expect-node.ts';
import type { Bounds } from './quantity.ts';
import { readQuantity, signedWhere } from './quantity.ts';
import type { QuantityKind } from './quantity-kinds.ts';
import { quantityKinds } from './quantity-kinds.ts';
import type { Shape } from './shape.ts';

/** Bounds hold for both ends; min ≤ max. */
export const quantityRange = (kind: QuantityKind, bounds: Bounds = {}): Shape<Range> => {
  const actual = signedWhere(kind, bounds);
  const example = quantityKinds[actual].rangeExample;
  const what = `a range such as ${example}`;
  return {
    what,
    schema: () => ({ type: 'string', pattern: '\\.\\.', examples: [example] }),
    decode: (node, reporter) => {
      const scalar = expectScalar(node, what, reporter);
      if (scalar === undefined) return undefined;
      const dots = scalar.text.indexOf('..');
      if (dots < 0) {
        reporter.report(scalar, messages.notARange(scalar.text, what));
        return undefined;
      }
      const read = (from: number, to: number): number | undefined => {
        const written = scalar.text.slice(from, to);
        const end = readQuantity(actual, written, bounds);
        if (typeof end === 'number') return end;
        const leading = written.length - written.trimStart().length;
        reporter.report(spanWithin(scalar, from + leading, Math.max(1, written.trim().length)), end);
        return undefined;
      };
      const min = read(0, dots);
      const max = read(dots + 2, scalar.text.length);
      if (min === undefined || max === undefined) return undefined;
      if (min <= max) return { min, max };
      const swapped = `${scalar.text.slice(dots + 2).trim()}..${scalar.text.slice(0, dots).trim()}`;
      reporter.report(scalar, messages.rangeBackwards(scalar.text, swapped));
      return undefined;
    },
  };
};
