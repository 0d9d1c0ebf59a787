/** Recursive descent over the grammar in `target.ts`. Names are checked at once, so that no typing error waits a year. */
import { nearestName } from '../core/nearest-name.ts';
import type { Level, ParsedTarget, PlaceLevel, Scope, Target, TargetVocabulary } from './target.ts';
import { targetMessages } from './target-messages.ts';

interface Token {
  readonly text: string;
  readonly offset: number;
}

type Problem = Extract<ParsedTarget, { ok: false }>;
/** A part of the tree, or where and why there is none. */
type Parsed<T> = { readonly ok: true; readonly value: T } | Problem;

const LEVELS: Readonly<Record<string, Level>> = {
  node: 'node',
  nodes: 'node',
  zone: 'zone',
  zones: 'zone',
  rack: 'rack',
  racks: 'rack',
  region: 'region',
  regions: 'region',
};
const OPENINGS = ['all', 'rest', 'each', 'zone', 'rack', 'region', 'leader', 'followers', 'nodes'];
const ANY_LEVEL = '"node", "zone", "rack" or "region"';

const tokensOf = (text: string): Token[] =>
  [...text.matchAll(/,|[^\s,]+/g)].map((match) => ({ text: match[0], offset: match.index }));

const value = <T>(result: T): Parsed<T> => ({ ok: true, value: result });

export function parseTarget(text: string, vocabulary: TargetVocabulary): ParsedTarget {
  const tokens = tokensOf(text);
  let position = 0;

  const peek = (): string | undefined => tokens[position]?.text;
  const problemAt = (token: Token, message: string): Problem => ({
    ok: false,
    offset: token.offset,
    length: token.text.length,
    message,
  });
  const problemHere = (expected: string): Problem => {
    const token = tokens[position];
    if (token !== undefined) return problemAt(token, targetMessages.expected(token.text, expected));
    return { ok: false, offset: text.length, length: 1, message: targetMessages.unfinished(expected) };
  };
  const word = (...words: readonly string[]): Parsed<string> => {
    const found = peek();
    if (found === undefined || !words.includes(found)) {
      return problemHere(words.map((expected) => `"${expected}"`).join(' or '));
    }
    position++;
    return value(found);
  };
  const name = (what: string, known: readonly string[]): Parsed<string> => {
    const token = tokens[position];
    if (token === undefined || token.text === ',') return problemHere(`the name of a ${what}`);
    if (!known.includes(token.text)) return problemAt(token, targetMessages.unknown(what, token.text, known));
    position++;
    return value(token.text);
  };
  const placeName = (level: PlaceLevel): Parsed<string> => name(level, vocabulary[`${level}s`]);

  const serviceAfterOf = (): Parsed<string> => {
    const of = word('of');
    return of.ok ? name('service', vocabulary.services) : of;
  };

  const place = (): Parsed<{ type: 'place'; level: PlaceLevel; name: string }> => {
    const level = word('zone', 'rack', 'region');
    if (!level.ok) return level;
    const named = placeName(level.value as PlaceLevel);
    return named.ok ? value({ type: 'place', level: level.value as PlaceLevel, name: named.value }) : named;
  };

  const levelAndScope = (): Parsed<{ level: Level; scope?: Scope }> => {
    const level = LEVELS[peek() ?? ''];
    if (level === undefined) return problemHere(ANY_LEVEL);
    position++;
    if (peek() === 'in') {
      position++;
      const scope = place();
      return scope.ok ? value({ level, scope: scope.value }) : scope;
    }
    if (peek() === 'of') {
      const service = serviceAfterOf();
      return service.ok ? value({ level, scope: { type: 'service', service: service.value } }) : service;
    }
    return value({ level });
  };

  const random = (count: number): Parsed<Target> => {
    const rest = levelAndScope();
    return rest.ok ? value({ type: 'random', count, ...rest.value }) : rest;
  };

  const ofService = (build: (service: string) => Target): Parsed<Target> => {
    const service = serviceAfterOf();
    return service.ok ? value(build(service.value)) : service;
  };

  const counted = (): Parsed<Target> => {
    const token = tokens[position++];
    const count = Number(token.text);
    if (count < 1) return problemAt(token, targetMessages.count(token.text));
    const next = word('random', 'followers');
    if (!next.ok) return next;
    return next.value === 'random' ? random(count) : ofService((service) => ({ type: 'followers', service, count }));
  };

  const article = (): Parsed<Target> => {
    position++;
    const next = word('random', 'follower', 'minority', 'majority');
    if (!next.ok) return next;
    if (next.value === 'random') return random(1);
    if (next.value === 'follower') return ofService((service) => ({ type: 'followers', service, count: 1 }));
    return ofService((service) => ({ type: 'share', service, size: next.value as 'minority' | 'majority' }));
  };

  const node = (): Parsed<Target> => {
    const token = tokens[position];
    if (vocabulary.nodes.includes(token.text)) {
      position++;
      return value({ type: 'node', name: token.text });
    }
    for (const level of ['zone', 'rack', 'region'] as const) {
      if (vocabulary[`${level}s`].includes(token.text)) {
        return problemAt(token, targetMessages.meant(token.text, `${level} ${token.text}`));
      }
    }
    if (vocabulary.services.includes(token.text)) {
      return problemAt(token, targetMessages.meant(token.text, `nodes of ${token.text}`));
    }
    const opening = nearestName(token.text, OPENINGS);
    const known = opening === undefined ? vocabulary.nodes : [...vocabulary.nodes, opening];
    return problemAt(token, targetMessages.unknown('node', token.text, known));
  };

  const part = (): Parsed<Target> => {
    const found = peek();
    if (found === undefined || found === ',' || found === 'and') return problemHere(targetMessages.forms);
    if (/^-?\d+$/.test(found)) return counted();
    switch (found) {
      case 'a':
        return article();
      case 'zone':
      case 'rack':
      case 'region':
        return place();
      case 'rest':
        position++;
        return value({ type: 'rest' });
      case 'each': {
        position++;
        const rest = levelAndScope();
        return rest.ok ? value({ type: 'each', ...rest.value }) : rest;
      }
      case 'all': {
        position++;
        const nodes = word('nodes');
        return nodes.ok ? value({ type: 'all' }) : nodes;
      }
      case 'nodes':
        position++;
        return ofService((service) => ({ type: 'replicas', service }));
      case 'leader':
        position++;
        return ofService((service) => ({ type: 'leader', service }));
      case 'followers':
        position++;
        return ofService((service) => ({ type: 'followers', service, count: 'all' }));
      default:
        return node();
    }
  };

  if (tokens.length === 0) return { ok: false, offset: 0, length: 1, message: targetMessages.empty };
  const parts: Target[] = [];
  for (;;) {
    const first = tokens[position];
    const parsed = part();
    if (!parsed.ok) return parsed;
    parts.push(parsed.value);
    const separated = peek() === ',' || peek() === 'and';
    const lonely = parsed.value.type === 'rest' || parsed.value.type === 'each';
    if (lonely && (separated || parts.length > 1)) return problemAt(first, targetMessages.alone(first.text));
    if (position === tokens.length) break;
    if (!separated) return problemHere('"and", "," or the end');
    position++;
  }
  return { ok: true, target: parts.length === 1 ? parts[0] : { type: 'union', parts } };
}
