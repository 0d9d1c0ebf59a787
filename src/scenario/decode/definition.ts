/** Names a shape's schema, so that it is written once and may refer to itself. */
import type { Shape } from './shape.ts';

/** The schema becomes `#/definitions/<name>`. `shape` is called late, so it may contain the result. */
export const definition = <T>(name: string, what: string, shape: () => Shape<T>): Shape<T> => {
  let cached: Shape<T> | undefined;
  const get = (): Shape<T> => {
    cached ??= shape();
    return cached;
  };
  return {
    what,
    schema: (definitions) => {
      if (!definitions.has(name)) {
        definitions.set(name, {});
        definitions.set(name, get().schema(definitions));
      }
      return { $ref: `#/definitions/${name}` };
    },
    decode: (node, reporter) => get().decode(node, reporter),
  };
};
