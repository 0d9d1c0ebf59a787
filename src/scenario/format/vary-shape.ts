/**
 * `compare.vary`: values by path: a list, evenly spaced values such as `1000/s..9000/s:9`, or `{values: …, label: …}`. Values
 * are parts of a scenario; they are kept as they are written, and decoded in their place.
 */
import { parseSpaced } from '../../core/units/parse-spaced.ts';
import { expectMap, reportWrongType } from '../decode/expect-node.ts';
import { optional, required } from '../decode/field.ts';
import { record } from '../decode/record.ts';
import type { JsonSchema, Shape } from '../decode/shape.ts';
import { text } from '../decode/text.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import { printTree } from '../yaml/print-tree.ts';
import type { ScalarNode, TreeNode } from '../yaml/tree.ts';

export interface AxisDraft {
  readonly path: string;
  readonly key: ScalarNode;
  readonly label: string | undefined;
  readonly values: readonly { readonly text: string; readonly node: TreeNode }[];
}

const WHAT = 'a list of values, or evenly spaced ones such as 1000/s..9000/s:9';

const expand = (node: TreeNode, reporter: Reporter): readonly TreeNode[] => {
  const spaced = node.type === 'scalar' ? parseSpaced(node.text) : undefined;
  if (node.type !== 'scalar' || spaced === undefined) return [node];
  if (spaced.ok) return spaced.value.map((value) => ({ ...node, text: value }));
  reporter.report(node, messages.badSpacing(spaced.message));
  return [];
};

const valuesShape: Shape<AxisDraft['values']> = {
  what: WHAT,
  schema: () => {
    const spaced: JsonSchema = { type: 'string', pattern: ':' };
    const list: JsonSchema = { type: 'array', minItems: 1 };
    return { anyOf: [spaced, list] };
  },
  decode: (node, reporter) => {
    if (node.type === 'map' || (node.type === 'scalar' && parseSpaced(node.text) === undefined)) {
      return reportWrongType(node, WHAT, reporter);
    }
    const written = node.type === 'list' ? node.items : [node];
    if (written.length === 0) reporter.report(node, messages.noValues());
    const values = written
      .flatMap((item) => expand(item, reporter))
      .map((item) => ({ text: printTree(item), node: item }));
    const seen = new Set<string>();
    for (const value of values) {
      if (seen.has(value.text)) reporter.report(value.node, messages.valueTwice(value.text));
      seen.add(value.text);
    }
    return values.filter((value, index) => values.findIndex((other) => other.text === value.text) === index);
  },
};

const full = record(`${WHAT}, or {values: …, label: …}`, {
  values: required(valuesShape, 'the values to compare'),
  label: optional(text('a text'), 'what reports call it (default: the last part of the path)'),
});

export const varyShape: Shape<readonly AxisDraft[]> = {
  what: 'values by path such as {services.web.balancer: [random, power-of-two]}',
  schema: (definitions) => ({
    type: 'object',
    minProperties: 1,
    additionalProperties: { anyOf: [valuesShape.schema(definitions), full.schema(definitions)] },
  }),
  decode: (node, reporter) => {
    const map = expectMap(node, varyShape.what, reporter);
    return map?.entries.flatMap(({ key, value }): AxisDraft[] => {
      const axis = { path: key.text, key, label: undefined };
      if (value.type !== 'map') return [{ ...axis, values: valuesShape.decode(value, reporter) ?? [] }];
      const decoded = full.decode(value, reporter);
      return decoded === undefined ? [] : [{ ...axis, ...decoded }];
    });
  },
};
