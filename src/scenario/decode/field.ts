/** One key of a record: its shape, what it is for, and what holds where it is absent. */
import type { Reporter } from '../problems/reporter.ts';
import type { TreeNode } from '../yaml/tree.ts';
import { decodeDefault } from './decode-default.ts';
import type { Definitions, JsonSchema, Shape } from './shape.ts';

export interface Field<T> {
  readonly what: string;
  readonly required: boolean;
  schema(definitions: Definitions): JsonSchema;
  /** `node` is undefined where the key is absent; the outcome is undefined where a required value is missing or wrong. */
  decode(node: TreeNode | undefined, reporter: Reporter): { readonly value: T } | undefined;
}

const describe = (schema: JsonSchema, doc: string): JsonSchema =>
  // Siblings of $ref are ignored in draft 7.
  '$ref' in schema ? { description: doc, allOf: [schema] } : { ...schema, description: doc };

/** The key has to be there. */
export const required = <T>(shape: Shape<T>, doc: string): Field<T> => ({
  what: shape.what,
  required: true,
  schema: (definitions) => describe(shape.schema(definitions), doc),
  decode: (node, reporter) => {
    const value = node === undefined ? undefined : shape.decode(node, reporter);
    return value === undefined ? undefined : { value };
  },
});

/** Undefined where the key is absent. */
export const optional = <T>(shape: Shape<T>, doc: string): Field<T | undefined> => ({
  what: shape.what,
  required: false,
  schema: (definitions) => describe(shape.schema(definitions), doc),
  decode: (node, reporter) => ({ value: node === undefined ? undefined : shape.decode(node, reporter) }),
});

/** A default as a user would write it, and where it comes from. */
export interface WrittenDefault {
  readonly text: string;
  readonly source: string;
}

/** `fallback` holds where the key is absent. */
export const withDefault = <T>(shape: Shape<T>, fallback: WrittenDefault, doc: string): Field<T> => {
  const decoded = decodeDefault(shape, fallback.text);
  return {
    what: shape.what,
    required: false,
    schema: (definitions) => ({
      ...describe(shape.schema(definitions), `${doc} (default ${fallback.text}: ${fallback.source})`),
      default: decoded().json,
    }),
    decode: (node, reporter) => ({
      value: (node === undefined ? undefined : shape.decode(node, reporter)) ?? decoded().value,
    }),
  };
};
