/** Defaults are written as a user would write them and decoded by the same shapes: documentation and behaviour are one. */
import { createReporter } from '../problems/reporter.ts';
import { sourceText } from '../source/source-text.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import type { TreeNode } from '../yaml/tree.ts';
import type { JsonValue, Shape } from './shape.ts';

/** A tree as JSON; plain numbers become numbers, everything else stays text. */
const toJson = (node: TreeNode): JsonValue => {
  if (node.type === 'list') return node.items.map(toJson);
  if (node.type === 'map') return Object.fromEntries(node.entries.map(({ key, value }) => [key.text, toJson(value)]));
  if (node.plain && /^(?:true|false)$/.test(node.text)) return node.text === 'true';
  return node.plain && /^-?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/i.test(node.text) ? Number(node.text) : node.text;
};

/** The value of `text`, decoded at the first call. Throws an Error when the default itself is wrong: a bug of ours. */
export const decodeDefault = <T>(
  shape: Shape<T>,
  text: string,
): (() => { readonly value: T; readonly json: JsonValue }) => {
  let cached: { readonly value: T; readonly json: JsonValue } | undefined;
  return () => {
    if (cached !== undefined) return cached;
    const reporter = createReporter();
    const node = readYaml(sourceText('default', text), reporter);
    const value = node === undefined ? undefined : shape.decode(node, reporter);
    if (node === undefined || value === undefined || reporter.problems.length > 0) {
      throw new Error(`the default ${text} is wrong: ${reporter.problems.map(({ message }) => message).join('; ')}`);
    }
    cached = { value, json: toJson(node) };
    return cached;
  };
};
