/** A mapping whose `kind` says which other keys it has. */

import { entryOf } from '../yaml/tree.ts';
import { choice } from './choice.ts';
import { expectMap } from './expect-node.ts';
import type { Field } from './field.ts';
import type { JsonSchema, Shape } from './shape.ts';

/** The key `kind` of a variant. */
export const kindField = <const K extends string>(kind: K, kinds: readonly string[], doc: string): Field<K> => ({
  what: `one of ${kinds.join(', ')}`,
  required: true,
  schema: () => ({ const: kind, description: doc }),
  decode: (node) => (node === undefined ? undefined : { value: kind }),
});

/**
 * `variants` by the value of `kind`, each with a `kindField` of its own. `guess` says from the keys which is meant where
 * `kind` is missing: so that the rest is checked.
 */
export const byKind = <T, K extends string>(
  what: string,
  example: string,
  variants: Readonly<Record<K, Shape<T>>>,
  guess: (keys: readonly string[]) => K,
): Shape<T> => {
  const kinds = Object.keys(variants) as K[];
  const kindShape = choice(what, kinds);
  return {
    what: example,
    schema: (definitions) => ({
      anyOf: kinds.flatMap((kind) => {
        const schema = variants[kind].schema(definitions);
        return 'anyOf' in schema ? (schema.anyOf as readonly JsonSchema[]) : [schema];
      }),
    }),
    decode: (node, reporter) => {
      const map = expectMap(node, example, reporter);
      if (map === undefined) return undefined;
      const written = entryOf(map, 'kind');
      const kind =
        written === undefined
          ? guess(map.entries.map(({ key }) => key.text))
          : kindShape.decode(written.value, reporter);
      return kind && variants[kind].decode(node, reporter);
    },
  };
};
