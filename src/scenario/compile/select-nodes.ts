/** Which nodes an expression in `services` means: `n1`, `n1..n5`, `zone a`, `rack a/r1`, `region eu`, `all nodes`. */
import { nearestName } from '../../core/nearest-name.ts';
import type { NodeId } from '../../kernel/observation.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { ScalarNode } from '../yaml/tree.ts';
import { spanWithin } from '../yaml/tree.ts';
import type { Places } from './places.ts';

const LEVELS = ['zone', 'rack', 'region'] as const;
const FIRST_WORDS = ['zone', 'rack', 'region', 'all nodes'];

interface Part {
  readonly text: string;
  readonly node: ScalarNode;
  readonly offset: number;
}

const partsOf = (node: ScalarNode): Part[] => {
  const parts: Part[] = [];
  let offset = 0;
  for (const [index, piece] of node.text.split(/(\s*,\s*|\s+and\s+)/).entries()) {
    const isSeparator = index % 2 === 1;
    if (!isSeparator) parts.push({ text: piece, node, offset });
    offset += piece.length;
  }
  return parts;
};

const spanOf = ({ node, offset, text }: Part) => spanWithin(node, offset, text.length);

const selectPlace = (part: Part, places: Places, reporter: Reporter): readonly NodeId[] | undefined => {
  const match = /^(zone|rack|region)\s+(\S+)$/.exec(part.text);
  if (match === null) return undefined;
  const level = match[1] as (typeof LEVELS)[number];
  const name = match[2];
  const known = { zone: places.zones.map((zone) => zone.name), rack: places.racks, region: places.regions }[level];
  if (!known.includes(name)) {
    reporter.report(spanOf(part), messages.unknownReference(level, name, nearestName(name, known), known));
    return [];
  }
  return places.nodes.filter((node) => node[level] === name).map(({ id }) => id);
};

const selectRange = (part: Part, places: Places, reporter: Reporter): readonly NodeId[] | undefined => {
  if (!part.text.includes('..')) return undefined;
  const [first, last] = part.text.split('..').map((name) => places.nodeIds.get(name.trim()));
  if (first === undefined || last === undefined || first > last) {
    reporter.report(spanOf(part), messages.badNodeRange(part.text));
    return [];
  }
  return places.nodes.slice(first, last + 1).map(({ id }) => id);
};

const selectNode = (part: Part, places: Places, reporter: Reporter): readonly NodeId[] => {
  const id = places.nodeIds.get(part.text);
  if (id !== undefined) return [id];
  const near = nearestName(part.text, [...places.nodeNames, ...FIRST_WORDS]);
  reporter.report(spanOf(part), messages.unknownReference('node', part.text, near, places.nodeNames));
  return [];
};

/** In the order written, each once; what is unknown or repeated is reported. */
export const selectNodes = (written: readonly ScalarNode[], places: Places, reporter: Reporter): readonly NodeId[] => {
  const selected = new Set<NodeId>();
  for (const part of written.flatMap(partsOf)) {
    const ids =
      part.text === 'all nodes'
        ? places.nodes.map(({ id }) => id)
        : (selectPlace(part, places, reporter) ??
          selectRange(part, places, reporter) ??
          selectNode(part, places, reporter));
    for (const id of ids) {
      if (selected.has(id)) reporter.report(spanOf(part), messages.repeatedNode(places.nodes[id].name));
      selected.add(id);
    }
  }
  return [...selected];
};
