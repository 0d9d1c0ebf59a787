/**
 * Replaces values of a tree by path, for `--set services.store.consensus=raft`: what is written there is checked as if in
 * the file. `origin` is what messages call the place it was written at.
 */
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import { sourceText } from '../source/source-text.ts';
import { readYaml } from './read-yaml.ts';
import type { MapNode, ScalarNode, TreeNode } from './tree.ts';
import { childPath, isNothing, startOf } from './tree.ts';

/** `a.b[2].c` and `a.b.2.c` alike. */
const segmentsOf = (path: string): readonly string[] | undefined => {
  const segments = path.replace(/\[(\d+)\]/g, '.$1').split('.');
  return segments.every((segment) => segment !== '') ? segments : undefined;
};

const emptyMap = (node: TreeNode): MapNode => ({ ...node, type: 'map', entries: [] });

/** The tree with `value` at `segments`, or undefined after reporting why that cannot be. */
const place = (
  node: TreeNode,
  segments: readonly string[],
  value: TreeNode,
  at: ScalarNode,
  reporter: Reporter,
): TreeNode | undefined => {
  const [segment, ...rest] = segments;
  if (segment === undefined) return { ...value, path: node.path, key: node.key ?? value.key };
  if (node.type === 'list') {
    const index = Number(segment);
    if (!(index < node.items.length)) {
      reporter.report(at, messages.noSuchIndex(node.path, node.items.length));
      return undefined;
    }
    const placed = place(node.items[index], rest, value, at, reporter);
    return placed && { ...node, items: node.items.with(index, placed) };
  }
  if (node.type === 'scalar' && !isNothing(node)) {
    reporter.report(at, messages.overrideThroughScalar(node.path));
    return undefined;
  }
  const map = node.type === 'map' ? node : emptyMap(node);
  const path = childPath(map.path, segment);
  const index = map.entries.findIndex(({ key }) => key.text === segment);
  const key: ScalarNode = index < 0 ? { ...at, text: segment, path } : map.entries[index].key;
  const below = index < 0 ? { ...emptyMap(at), path, key } : map.entries[index].value;
  const placed = place(below, rest, value, at, reporter);
  if (placed === undefined) return undefined;
  const entry = { key, value: placed };
  return { ...map, entries: index < 0 ? [...map.entries, entry] : map.entries.with(index, entry) };
};

/** The tree with `value` at the path that `at` spells; undefined after reporting why that cannot be. */
export const placeValue = (
  tree: TreeNode,
  at: ScalarNode,
  value: TreeNode,
  reporter: Reporter,
): TreeNode | undefined => {
  const segments = segmentsOf(at.text);
  if (segments !== undefined) return place(tree, segments, value, at, reporter);
  reporter.report(at, messages.badOverridePath(at.text));
  return undefined;
};

/** In order; an override that cannot be applied is reported and skipped. */
export const applyOverrides = (
  tree: TreeNode,
  overrides: readonly (readonly [path: string, value: string, origin?: string])[],
  reporter: Reporter,
): TreeNode => {
  let edited = tree;
  for (const [path, text, origin = '--set'] of overrides) {
    const source = sourceText(`${origin} ${path}`, text);
    const at: ScalarNode = { source, start: 0, end: text.length, type: 'scalar', text, plain: true, path };
    const segments = segmentsOf(path);
    const value = readYaml(source, reporter, path, at);
    if (segments === undefined) reporter.report(startOf(source), messages.badOverridePath(path));
    else if (value === undefined) reporter.report(startOf(source), messages.emptyOverride(path));
    else edited = place(edited, segments, value, at, reporter) ?? edited;
  }
  return edited;
};
