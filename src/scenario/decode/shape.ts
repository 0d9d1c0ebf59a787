/**
 * A shape describes one part of the file format, once: how it is decoded (with every problem reported at its place) and
 * its JSON Schema. The format is composed of shapes in `format/`, so editors and the decoder cannot disagree.
 */
import type { Reporter } from '../problems/reporter.ts';
import type { TreeNode } from '../yaml/tree.ts';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };
export type JsonSchema = { readonly [keyword: string]: JsonValue };

/** Gathers shared and recursive parts while a schema is built; keyed by definition name. */
export type Definitions = Map<string, JsonSchema>;

export interface Shape<T> {
  /** What a message says was expected: `a duration such as 150ms`. */
  readonly what: string;
  schema(definitions: Definitions): JsonSchema;
  /** Undefined when it does not decode, which has then been reported. */
  decode(node: TreeNode, reporter: Reporter): T | undefined;
}

/** What `shape` decodes to. */
export type Decoded<S> = S extends Shape<infer T> ? T : never;
