/**
 * A YAML document as the decoders see it: scalars as written, positions of every key and value, aliases resolved.
 * Nothing is interpreted yet: `1`, `1s` and `true` are all text.
 */
import type { SourceText, Span } from '../source/source-text.ts';

interface NodeBase extends Span {
  /** `services.store.options`, `faults[2]`; empty for the document. */
  readonly path: string;
  /** The key under which it stands. */
  readonly key?: ScalarNode;
}

export interface ScalarNode extends NodeBase {
  readonly type: 'scalar';
  readonly text: string;
  /** Written without quotes: `null`, `~` and `true` are words only then. */
  readonly plain: boolean;
}

export interface MapEntry {
  readonly key: ScalarNode;
  readonly value: TreeNode;
}

export interface MapNode extends NodeBase {
  readonly type: 'map';
  readonly entries: readonly MapEntry[];
}

export interface ListNode extends NodeBase {
  readonly type: 'list';
  readonly items: readonly TreeNode[];
}

export type TreeNode = ScalarNode | MapNode | ListNode;

/** Nothing was written, or `null` or `~`. */
export const isNothing = (node: TreeNode): boolean =>
  node.type === 'scalar' && node.plain && /^(?:|~|null|Null|NULL)$/.test(node.text);

/** The value under `key`, if any. */
export const entryOf = (map: MapNode, key: string): MapEntry | undefined =>
  map.entries.find((entry) => entry.key.text === key);

/** Path of a child by key, or by index for lists. */
export const childPath = (parent: string, key: string | number): string => {
  if (typeof key === 'number') return `${parent}[${key}]`;
  return parent === '' ? key : `${parent}.${key}`;
};

/** Part of a scalar: maps offsets into its text onto the source where the text stands there as it is. */
export const spanWithin = (node: ScalarNode, offset: number, length: number): Span => {
  const written = node.source.text.slice(node.start, node.end);
  const skip = written.indexOf(node.text);
  if (skip < 0) return node;
  const start = node.start + skip + offset;
  return { source: node.source, start, end: start + length };
};

/** An empty span at the start of a source, for problems of the whole. */
export const startOf = (source: SourceText): Span => ({ source, start: 0, end: 0 });
