import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/core/random/random-stream.ts';
import { formatTarget } from '../../src/faults/format-target.ts';
import { resolveGroups } from '../../src/faults/resolve-groups.ts';
import { expandEach } from '../../src/faults/resolve-target.ts';
import { parseTarget, type Target, type TargetVocabulary } from '../../src/faults/target.ts';
import { createFakeWorld, topology } from './fake-world.ts';

const vocabulary: TargetVocabulary = {
  nodes: ['n1', 'n2', 'n3', 'n4', 'n5', 'n6'],
  zones: ['a', 'b', 'c', 'd'],
  racks: ['a/r1', 'a/r2', 'b/r1', 'c/r1', 'd/r1'],
  regions: ['eu', 'us'],
  services: ['store'],
};

const parsed = (text: string): Target => {
  const result = parseTarget(text, vocabulary);
  if (!result.ok) throw new Error(`${text}: ${result.message}`);
  return result.target;
};

/** The message and what the caret would underline. */
const failure = (text: string): [string, string] => {
  const result = parseTarget(text, vocabulary);
  if (result.ok) throw new Error(`${text} parses`);
  return [text.slice(result.offset, result.offset + result.length), result.message];
};

const names = (groups: readonly string[], seed = 1): string[] => {
  const world = createFakeWorld();
  const surroundings = { topology, services: world.services };
  return resolveGroups(groups.map(parsed), surroundings, randomStream(seed, 'choices')).map((group) =>
    group.map((node) => topology.nodes[node].name).join(' '),
  );
};

describe('parseTarget', () => {
  it.each([
    ['n1', { type: 'node', name: 'n1' }],
    ['zone a', { type: 'place', level: 'zone', name: 'a' }],
    ['rack a/r1', { type: 'place', level: 'rack', name: 'a/r1' }],
    ['region eu', { type: 'place', level: 'region', name: 'eu' }],
    ['leader of store', { type: 'leader', service: 'store' }],
    ['a follower of store', { type: 'followers', service: 'store', count: 1 }],
    ['2 followers of store', { type: 'followers', service: 'store', count: 2 }],
    ['followers of store', { type: 'followers', service: 'store', count: 'all' }],
    ['nodes of store', { type: 'replicas', service: 'store' }],
    ['a minority of store', { type: 'share', service: 'store', size: 'minority' }],
    ['a majority of store', { type: 'share', service: 'store', size: 'majority' }],
    ['all nodes', { type: 'all' }],
    ['rest', { type: 'rest' }],
    ['a random node', { type: 'random', count: 1, level: 'node' }],
    ['a random zone', { type: 'random', count: 1, level: 'zone' }],
    ['2 random nodes', { type: 'random', count: 2, level: 'node' }],
    ['each rack', { type: 'each', level: 'rack' }],
  ])('reads %s, and writes it again', (text, target) => {
    expect(parsed(text)).toEqual(target);
    expect(formatTarget(parsed(text))).toBe(text);
  });

  it('reads scopes and lists', () => {
    expect(parsed('2 random nodes in zone a')).toEqual({
      type: 'random',
      count: 2,
      level: 'node',
      scope: { type: 'place', level: 'zone', name: 'a' },
    });
    expect(parsed('each node of store')).toEqual({
      type: 'each',
      level: 'node',
      scope: { type: 'service', service: 'store' },
    });
    expect(formatTarget(parsed('n1,n2 ,  leader of store'))).toBe('n1 and n2 and leader of store');
  });

  it.each([
    ['', '', 'empty target'],
    ['   ', ' ', 'empty target'],
    ['n9', 'n9', 'unknown node "n9"'],
    ['ledaer of store', 'ledaer', 'did you mean "leader"?'],
    ['leader store', 'store', 'unexpected "store": expected "of"'],
    ['leader of', '', 'ends too early: expected the name of a service'],
    ['leader of stroe', 'stroe', 'unknown service "stroe": did you mean "store"?'],
    ['zone q9-nowhere', 'q9-nowhere', 'unknown zone "q9-nowhere": expected one of a, b, c, d'],
    ['eu', 'eu', 'unknown node "eu": did you mean "region eu"?'],
    ['store', 'store', 'unknown node "store": did you mean "nodes of store"?'],
    ['n1 and', '', 'ends too early: expected a node'],
    ['n1 n2', 'n2', 'unexpected "n2": expected "and", "," or the end'],
    ['n1, , n2', ',', 'unexpected ",": expected a node'],
    ['0 random nodes', '0', 'a count must be 1 or more, not 0'],
    ['-1 random nodes', '-1', 'a count must be 1 or more, not -1'],
    ['3 nodes', 'nodes', 'unexpected "nodes": expected "random" or "followers"'],
    ['a zone', 'zone', 'expected "random" or "follower" or "minority" or "majority"'],
    ['each machine', 'machine', 'expected "node", "zone", "rack" or "region"'],
    ['each node in n1', 'n1', 'expected "zone" or "rack" or "region"'],
    ['all', '', 'ends too early: expected "nodes"'],
    ['rest and n1', 'rest', '"rest" stands alone'],
    ['n1 and each node', 'each', '"each" stands alone'],
  ])('refuses %j at %j', (text, spot, message) => {
    const [underlined, said] = failure(text);
    expect(underlined).toBe(spot);
    expect(said).toContain(message);
  });

  it('never throws, and points into the text or just behind it', () => {
    const words = fc.constantFrom(
      'a',
      'each',
      'random',
      'node',
      'zone',
      'of',
      'store',
      'in',
      'n1',
      '2',
      'and',
      ',',
      'x',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(words).map((list) => list.join(' ')),
    );
    fc.assert(
      fc.property(text, (expression) => {
        const result = parseTarget(expression, vocabulary);
        if (result.ok) expect(parsed(formatTarget(result.target))).toEqual(result.target);
        else {
          expect(result.offset).toBeGreaterThanOrEqual(0);
          expect(result.offset).toBeLessThanOrEqual(expression.length);
          expect(result.length).toBeGreaterThan(0);
        }
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});

describe('resolveGroups', () => {
  it.each([
    [['zone a'], ['n1 n2 web@a']],
    [['rack b/r1'], ['n3 n4 web@b']],
    [['region eu'], ['n1 n2 n3 n4 n5 web@a web@b']],
    [['all nodes'], ['n1 n2 n3 n4 n5 n6']],
    [['nodes of store'], ['n1 n2 n3 n4 n5']],
    [['leader of store'], ['n1']],
    [['followers of store'], ['n2 n3 n4 n5']],
    [['n4 and n1, n4'], ['n4 n1']],
  ])('%j is %j', (groups, expected) => {
    expect(names(groups)).toEqual(expected);
  });

  it('gives client machines to their zone if it is named, else to the rest', () => {
    expect(names(['zone a', 'rest'])).toEqual(['n1 n2 web@a', 'n3 n4 n5 n6 web@b']);
    expect(names(['n1 and n2', 'rest'])).toEqual(['n1 n2', 'n3 n4 n5 n6 web@a web@b']);
    expect(names(['n1', 'n2'])).toEqual(['n1', 'n2']);
  });

  it('gives a machine that two groups name to the first', () => {
    expect(names(['leader of store', 'zone a', 'rest'])).toEqual(['n1', 'n2 web@a', 'n3 n4 n5 n6 web@b']);
  });

  it('draws members at random: so many, from the scope, all of them in the long run', () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 100; seed++) {
      const [text] = names(['2 random nodes of store'], seed);
      expect(text.split(' ')).toHaveLength(2);
      for (const name of text.split(' ')) seen.add(name);
      expect(names(['a minority of store'], seed)[0].split(' ')).toHaveLength(2);
      expect(names(['a majority of store'], seed)[0].split(' ')).toHaveLength(3);
      expect(names(['a follower of store'], seed)[0]).not.toBe('n1');
      expect(['n1', 'n2', 'n1 n2']).toContain(names(['a random node in zone a'], seed)[0]);
    }
    expect([...seen].sort()).toEqual(['n1', 'n2', 'n3', 'n4', 'n5']);
  });

  it('takes as many draws for a choice whatever there is to choose from', () => {
    const world = createFakeWorld();
    const draws = (leader: number | undefined, text: string): number => {
      world.service.leaderNow = leader;
      let count = 0;
      const stream = () => {
        count++;
        return 0.7;
      };
      resolveGroups([parsed(text)], { topology, services: world.services }, stream);
      return count;
    };
    expect(draws(undefined, '2 followers of store')).toBe(2);
    expect(draws(3, '2 followers of store')).toBe(2);
    expect(draws(3, '9 random nodes in zone c')).toBe(9);
  });
});

describe('expandEach', () => {
  it.each([
    ['each node', 'n1 n2 n3 n4 n5 n6'],
    ['each node in zone a', 'n1 n2'],
    ['each node of store', 'n1 n2 n3 n4 n5'],
    ['each zone', 'zone a, zone b, zone c, zone d'],
    ['each zone in region us', 'zone d'],
    ['each rack in zone a', 'rack a/r1, rack a/r2'],
    ['each region', 'region eu, region us'],
    ['zone b', 'zone b'],
  ])('%s', (text, expected) => {
    const { services } = createFakeWorld();
    const members = expandEach(parsed(text), { topology, services }).map(formatTarget);
    expect(members.join(expected.startsWith('n') ? ' ' : ', ')).toBe(expected);
  });
});
