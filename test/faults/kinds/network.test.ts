import { describe, expect, it } from 'vitest';
import { constantSpec } from '../../../src/core/distributions/distribution.ts';
import { topology } from '../fake-world.ts';
import { strikeKind } from './strike-kind.ts';

const A = ['n1', 'n2', 'web@a'];
const REST = ['n3', 'n4', 'n5', 'n6', 'web@b'];
const SERVERS = ['n1', 'n2', 'n3', 'n4', 'n5', 'n6'];
const ALL = topology.nodes.map(({ name }) => name);

const oneWay = (from: readonly string[], to: readonly string[]): string[] =>
  from.flatMap((a) => to.filter((b) => a !== b).map((b) => `${a}→${b}`));
const between = (a: readonly string[], b: readonly string[]): string[] => [...oneWay(a, b), ...oneWay(b, a)];
const sorted = (pairs: readonly string[]): string[] => [...new Set(pairs)].sort();

describe('partitions', () => {
  it.each([
    ['partition', ['zone a', 'rest'], between(A, REST), 'partition: zone a | rest'],
    ['partition', ['zone a'], between(A, REST), 'partition: zone a | rest'],
    ['partition', ['n1 and n2', 'rest'], between(['n1', 'n2'], [...REST, 'web@a']), 'partition: n1 and n2 | rest'],
    ['partition', ['n1', 'n2'], between(['n1'], ['n2']), 'partition: n1 | n2'],
    [
      'partition',
      ['n1', 'n2', 'n3'],
      [...between(['n1'], ['n2', 'n3']), ...between(['n2'], ['n3'])],
      'partition: n1 | n2 | n3',
    ],
    ['one-way-partition', ['n1', 'zone b'], oneWay(['n1'], ['n3', 'n4', 'web@b']), 'one-way partition: n1 ↛ zone b'],
    ['one-way-partition', ['zone a'], oneWay(A, REST), 'one-way partition: zone a ↛ rest'],
    [
      'bridge',
      ['n3', 'n1 and n2', 'n4 and n5'],
      between(['n1', 'n2'], ['n4', 'n5']),
      'bridge through n3: n1 and n2 | n4 and n5',
    ],
    [
      'bridge',
      ['n3', 'n1 and n2'],
      between(['n1', 'n2'], ['n4', 'n5', 'n6']),
      'bridge through n3: n1 and n2 | other servers',
    ],
    ['isolate', ['leader of store'], between(['n1'], ALL), 'isolation of n1 (leader of store)'],
    ['isolate', ['n1 and n2'], between(['n1', 'n2'], ALL), 'isolation of n1 and n2'],
  ])('%s %j', (kind, targets, pairs, description) => {
    const { blockedPairs, cluster, engine, observations } = strikeKind(kind, targets);
    expect(sorted(blockedPairs())).toEqual(sorted(pairs));
    expect(observations[0].description).toBe(description);
    engine.healAll();
    expect(cluster.impairments()).toEqual([]);
  });

  it('isolate can leave clients connected', () => {
    const { blockedPairs } = strikeKind('isolate', ['n1'], { clients: false });
    expect(sorted(blockedPairs())).toEqual(sorted(between(['n1'], SERVERS)));
  });

  it('blocks each directed pair once', () => {
    const { cluster } = strikeKind('isolate', ['all nodes']);
    const pairs = cluster.impairments().flatMap(({ from, to }) => from.flatMap((a) => to.map((b) => `${a}→${b}`)));
    expect(new Set(pairs).size).toBe(pairs.length);
  });

  it('a bridge splits the other servers in half at random, and clients see everybody', () => {
    const { blockedPairs } = strikeKind('bridge', ['n6']);
    const seen = (name: string): string[] => SERVERS.filter((other) => !blockedPairs().includes(`${name}→${other}`));
    expect(seen('n6')).toEqual(SERVERS);
    expect(seen('web@a')).toEqual(SERVERS);
    for (const name of ['n1', 'n2', 'n3', 'n4', 'n5']) expect([3, 4]).toContain(seen(name).length);
    expect(blockedPairs()).toHaveLength(2 * 3 * 2);
  });

  it('in a ring of majorities every server sees a majority, and no two the same', () => {
    const { blockedPairs, cluster, engine } = strikeKind('majorities-ring', ['nodes of store']);
    const replicas = SERVERS.slice(0, 5);
    const pairs = blockedPairs();
    const views = replicas.map((name) => replicas.filter((other) => !pairs.includes(`${name}→${other}`)));
    for (const view of views) expect(view).toHaveLength(3);
    expect(new Set(views.map((view) => view.join(' '))).size).toBe(5);
    for (const pair of pairs) expect(pairs).toContain(pair.split('→').reverse().join('→'));
    engine.healAll();
    expect(cluster.impairments()).toEqual([]);
  });

  it('the nodes of a partition are those of the groups that were named', () => {
    expect(strikeKind('partition', ['zone a', 'rest']).observations[0].nodes).toEqual([0, 1, 6]);
  });
});

describe('link faults', () => {
  const covered = (impairments: readonly { from: readonly number[]; to: readonly number[] }[]): string[] =>
    impairments.flatMap(({ from, to }) => from.flatMap((a) => to.map((b) => `${ALL[a]}→${ALL[b]}`)));

  it.each([
    ['link-loss', { share: 0.1 }, { loss: 0.1 }],
    ['duplicate', { share: 0.2 }, { duplicate: 0.2 }],
    ['reorder', { share: 0.3 }, { reorder: 0.3 }],
    ['delay', { by: constantSpec(5000) }, { extraLatency: constantSpec(5000) }],
    ['bandwidth', { rate: 1000 }, { bandwidth: 1000 }],
    ['flap', {}, { blocked: true }],
  ])('%s %j', (kind, parameters, impairment) => {
    const one = strikeKind(kind, ['n1 and n2'], parameters);
    for (const each of one.cluster.impairments()) expect(each).toMatchObject(impairment);
    const pairs = covered(one.cluster.impairments());
    expect(pairs.toSorted()).toEqual(sorted(between(['n1', 'n2'], ALL)));
    one.engine.healAll();
    expect(one.cluster.impairments()).toEqual([]);

    const two = strikeKind(kind, ['zone a', 'n3'], parameters);
    expect(covered(two.cluster.impairments()).toSorted()).toEqual(sorted(between(A, ['n3'])));

    const asymmetric = { ...parameters, oneWay: true };
    const sent = strikeKind(kind, ['n1'], asymmetric);
    expect(covered(sent.cluster.impairments()).toSorted()).toEqual(sorted(oneWay(['n1'], ALL)));
    const towards = strikeKind(kind, ['zone a', 'n3'], asymmetric);
    expect(covered(towards.cluster.impairments()).toSorted()).toEqual(sorted(oneWay(A, ['n3'])));
  });

  it('tamper picks out single messages one way, of every kind unless one is named', () => {
    const all = strikeKind('tamper', ['n1']);
    expect(covered(all.cluster.impairments()).toSorted()).toEqual(sorted(oneWay(['n1'], ALL)));
    const messages = { action: 'drop', by: 0, skip: 0, count: 1 };
    expect(all.cluster.impairments()[0].messages).toEqual(messages);
    expect(all.observations[0].description).toBe('tampering (drop any message): n1 → everybody');
    const mesh = strikeKind('tamper', ['n1 and n2']);
    expect(covered(mesh.cluster.impairments()).toSorted()).toEqual(sorted(oneWay(['n1', 'n2'], ALL)));

    const one = strikeKind('tamper', ['n1', 'zone b'], { messages: 'raft/x', action: 'hold', by: 300_000, skip: 2 });
    expect(covered(one.cluster.impairments()).toSorted()).toEqual(sorted(oneWay(['n1'], ['n3', 'n4', 'web@b'])));
    const hold = { kind: 'raft/x', action: 'hold', by: 300_000, skip: 2, count: 1 };
    expect(one.cluster.impairments()[0].messages).toEqual(hold);
    expect(one.observations[0].description).toBe('tampering (hold raft/x by 300 ms): n1 → zone b');
    expect(one.engine.inert()).toBe(false);
    one.engine.healAll();
    expect(one.cluster.impairments()).toEqual([]);
  });

  it('flap is down for its share of every period, until healed', () => {
    const { cluster, engine, runFor } = strikeKind('flap', ['n1', 'n2'], { period: 100, down: 0.3 });
    const downAt: boolean[] = [];
    for (let time = 5; time < 300; time += 10) {
      runFor(time);
      downAt.push(cluster.blocked(0, 1));
    }
    expect(downAt.map((down) => (down ? '#' : '.')).join('')).toBe('###.......###.......###.......');
    runFor(310);
    engine.healAll();
    expect(cluster.impairments()).toEqual([]);
    runFor(1000);
    expect(cluster.impairments()).toEqual([]);
  });
});
