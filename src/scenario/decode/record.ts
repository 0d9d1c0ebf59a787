/** A mapping with known keys. Unknown and missing keys are reported with the nearest known name. */
import { nearestName } from '../../core/nearest-name.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { MapNode } from '../yaml/tree.ts';
import { entryOf } from '../yaml/tree.ts';
import { expectMap } from './expect-node.ts';
import type { Field } from './field.ts';
import type { Definitions, JsonSchema, JsonValue, Shape } from './shape.ts';

export type Fields = Readonly<Record<string, Field<unknown>>>;
export type RecordOf<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

/** Reports keys of `node` that are not among `known`. */
const reportUnknownKeys = (
  node: MapNode,
  known: readonly string[],
  report: (entry: MapNode['entries'][number], nearest: string | undefined) => void,
) => {
  for (const entry of node.entries) {
    if (!known.includes(entry.key.text)) report(entry, nearestName(entry.key.text, known));
  }
};

const schemaOf = (fields: Fields, definitions: Definitions): JsonSchema => {
  const names = Object.keys(fields);
  const properties: Record<string, JsonValue> = {};
  for (const name of names) properties[name] = fields[name].schema(definitions);
  const required = names.filter((name) => fields[name].required);
  const base: JsonSchema = { type: 'object', additionalProperties: false, properties };
  return required.length > 0 ? { ...base, required } : base;
};

/** What decoded, by key; `complete` unless a required key is missing or wrong. */
const decodeFields = (map: MapNode, fields: Fields, reporter: Reporter) => {
  const names = Object.keys(fields);
  const meant = new Set<string>();
  reportUnknownKeys(map, names, ({ key }, nearest) => {
    if (nearest !== undefined) meant.add(nearest);
    reporter.report(key, messages.unknownKey(key.text, map.path, nearest, names));
  });
  let complete = true;
  const values: Record<string, unknown> = {};
  for (const name of names) {
    const field = fields[name];
    const entry = entryOf(map, name);
    if (entry === undefined && field.required && !meant.has(name)) {
      reporter.report(map.key ?? { ...map, end: map.start + 1 }, messages.missingKey(name, map.path, field.what));
    }
    const outcome = field.decode(entry?.value, reporter);
    if (outcome === undefined) complete = false;
    else values[name] = outcome.value;
  }
  return { values, complete };
};

/**
 * A shape for mappings with these keys. A required key that is missing or wrong makes the whole undefined; an optional
 * one that is wrong is reported and taken as absent.
 */
export const record = <F extends Fields>(what: string, fields: F): Shape<RecordOf<F>> => ({
  what,
  schema: (definitions) => schemaOf(fields, definitions),
  decode: (node, reporter) => {
    const map = expectMap(node, what, reporter);
    if (map === undefined) return undefined;
    const { values, complete } = decodeFields(map, fields, reporter);
    return complete ? (values as RecordOf<F>) : undefined;
  },
});

/** As `record`, but what is there is kept even where a required key is missing or wrong: for checks of the rest. */
export const partialRecord = <F extends Fields>(what: string, fields: F): Shape<Partial<RecordOf<F>>> => ({
  what,
  schema: (definitions) => schemaOf(fields, definitions),
  decode: (node, reporter) => {
    const map = expectMap(node, what, reporter);
    return map && (decodeFields(map, fields, reporter).values as Partial<RecordOf<F>>);
  },
});
