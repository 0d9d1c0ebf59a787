/**
 * Reads untrusted YAML 1.2 into a tree with positions. Scalars stay text (failsafe schema), keys are text and unique, tags
 * are refused, and size, nesting and what aliases expand to are bounded.
 */
import type { CST, ParsedNode } from 'yaml';
import { Composer, isAlias, isMap, isScalar, isSeq, Parser } from 'yaml';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import { positionAt } from '../source/position.ts';
import type { SourceText, Span } from '../source/source-text.ts';
import { depthOf } from './depth-of.ts';
import type { MapEntry, ScalarNode, TreeNode } from './tree.ts';
import { childPath, startOf } from './tree.ts';

export const YAML_LIMITS = {
  /** UTF-16 code units. */
  length: 1_048_576,
  depth: 64,
  /** Values after every alias has been replaced by what it stands for. */
  values: 100_000,
  /** Aliases in one file. */
  aliases: 1_000,
  /** Syntax errors reported: what follows the first few is mostly their echo. */
  syntaxErrors: 5,
} as const;

const COMPOSER_OPTIONS = {
  version: '1.2',
  schema: 'failsafe',
  stringKeys: true,
  // Compared pair by pair; duplicates are found here in one pass instead.
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

interface Reading {
  readonly source: SourceText;
  readonly reporter: Reporter;
  readonly anchors: Map<string, ParsedNode>;
  values: number;
  aliases: number;
  /** Aliases expand too far: reported, and the tree is not to be used. */
  overrun: boolean;
}

/** Where the value of a key or item stands in the tree. */
interface Place {
  readonly path: string;
  readonly key?: ScalarNode;
  readonly depth: number;
  /** Where nothing was written, the offset to blame. */
  readonly fallback: number;
}

const spanOf = (source: SourceText, node: ParsedNode) => ({ source, start: node.range[0], end: node.range[1] });

const readEntries = (node: ParsedNode & { items: readonly unknown[] }, place: Place, reading: Reading): MapEntry[] => {
  const entries: MapEntry[] = [];
  const seen = new Map<string, ScalarNode>();
  for (const { key, value } of node.items as readonly { key: ParsedNode; value: ParsedNode | null }[]) {
    const span = spanOf(reading.source, key);
    // The composer has already reported a key that is not a scalar.
    if (!isScalar(key)) continue;
    const text = String(key.value);
    const path = childPath(place.path, text);
    const keyNode: ScalarNode = { ...span, type: 'scalar', text, plain: key.type === 'PLAIN', path };
    const first = seen.get(text);
    if (first !== undefined) {
      reading.reporter.report(keyNode, messages.duplicateKey(text, positionAt(reading.source, first.start).line));
      continue;
    }
    seen.set(text, keyNode);
    const below = { path, key: keyNode, depth: place.depth + 1, fallback: span.end };
    entries.push({ key: keyNode, value: readNode(value, below, reading) });
  }
  return entries;
};

const overrun = (span: Span, reading: Reading) => {
  if (!reading.overrun) reading.reporter.report(span, messages.aliasesExpandTooFar());
  reading.overrun = true;
};

const readAlias = (node: ParsedNode & { source: string }, place: Place, reading: Reading): TreeNode => {
  const span = spanOf(reading.source, node);
  const target = reading.anchors.get(node.source);
  reading.aliases++;
  if (target === undefined)
    reading.reporter.report(span, messages.unknownAlias(node.source, [...reading.anchors.keys()]));
  else if (reading.aliases <= YAML_LIMITS.aliases && place.depth < YAML_LIMITS.depth) {
    return readNode(target, { ...place, depth: place.depth + 1 }, reading);
  } else overrun(span, reading);
  return { ...span, type: 'scalar', text: '', plain: true, path: place.path, key: place.key };
};

const readNode = (node: ParsedNode | null, place: Place, reading: Reading): TreeNode => {
  const { source, reporter } = reading;
  const { path, key } = place;
  const nothing = {
    source,
    start: place.fallback,
    end: place.fallback,
    type: 'scalar',
    text: '',
    plain: true,
  } as const;
  if (node === null) return { ...nothing, path, key };
  reading.values++;
  if (reading.values > YAML_LIMITS.values || reading.overrun) {
    overrun(spanOf(source, node), reading);
    return { ...nothing, path, key };
  }
  if (isAlias(node)) return readAlias(node, place, reading);
  const span = spanOf(source, node);
  if (node.tag !== undefined) reporter.report(span, messages.tag(node.tag));
  if (node.anchor !== undefined) reading.anchors.set(node.anchor, node);
  if (isMap(node)) return { ...span, type: 'map', entries: readEntries(node, place, reading), path, key };
  if (isSeq(node)) {
    const items = node.items.map((item, index) =>
      readNode(
        item as ParsedNode | null,
        { path: childPath(path, index), depth: place.depth + 1, fallback: span.start },
        reading,
      ),
    );
    return { ...span, type: 'list', items, path, key };
  }
  return { ...span, type: 'scalar', text: String(node.value), plain: node.type === 'PLAIN', path, key };
};

/** An unclosed quote runs to the end of the file, and the error stands there: what helps is where it begins. */
const lastScalarStart = (node: ParsedNode | null): number | undefined => {
  if (node === null || isAlias(node)) return undefined;
  if (isScalar(node)) return node.range[0];
  const last = node.items.at(-1);
  if (isMap(node)) {
    const pair = last as { key: ParsedNode; value: ParsedNode | null } | undefined;
    return pair && lastScalarStart(pair.value ?? pair.key);
  }
  return lastScalarStart((last ?? null) as ParsedNode | null);
};

/** The tree of the (single) document, or undefined when there is none to speak of. Reports what is wrong. */
export const readYaml = (source: SourceText, reporter: Reporter, path = '', key?: ScalarNode): TreeNode | undefined => {
  if (source.text.length > YAML_LIMITS.length) {
    reporter.report(startOf(source), messages.fileTooLarge(source.text.length, YAML_LIMITS.length));
    return undefined;
  }
  const tokens: CST.Token[] = [...new Parser().parse(source.text)];
  if (depthOf(tokens) > YAML_LIMITS.depth) {
    reporter.report(startOf(source), messages.tooDeep(YAML_LIMITS.depth));
    return undefined;
  }
  const documents = [...new Composer(COMPOSER_OPTIONS).compose(tokens, true, source.text.length)];
  const [document, second] = documents;
  for (const error of document.errors.slice(0, YAML_LIMITS.syntaxErrors)) {
    const [start, end] = error.pos;
    const open = /closing ["']/.test(error.message)
      ? lastScalarStart(document.contents as ParsedNode | null)
      : undefined;
    if (open !== undefined) reporter.report({ source, start: open, end }, messages.quoteNotClosed());
    else reporter.report({ source, start, end }, messages.syntax(error.code, error.message));
  }
  if (second !== undefined) {
    const start = second.range?.[0] ?? 0;
    reporter.report({ source, start, end: start + 3 }, messages.severalDocuments());
  }
  const contents = document.contents as ParsedNode | null;
  if (contents === null) return undefined;
  const reading: Reading = { source, reporter, anchors: new Map(), values: 0, aliases: 0, overrun: false };
  const tree = readNode(contents, { path, key, depth: 1, fallback: 0 }, reading);
  return reading.overrun ? undefined : tree;
};
