/** A short form (a scalar) or a long one (a mapping or list). */
import { isNothing } from '../yaml/tree.ts';
import { reportWrongType } from './expect-node.ts';
import type { Shape } from './shape.ts';

/** `short` decodes scalars, `long` everything else. */
export const either = <A, B>(short: Shape<A>, long: Shape<B>): Shape<A | B> => {
  const what = `${short.what}, or ${long.what}`;
  return {
    what,
    schema: (definitions) => ({ anyOf: [short.schema(definitions), long.schema(definitions)] }),
    decode: (node, reporter) => {
      if (isNothing(node)) return reportWrongType(node, what, reporter);
      return node.type === 'scalar' ? short.decode(node, reporter) : long.decode(node, reporter);
    },
  };
};
