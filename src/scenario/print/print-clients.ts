/** Who calls a service. */
import type { NodePlan } from '../../cluster/topology.ts';
import type { ClientSpec, KeySpec } from '../../workload/client.ts';
import { differing } from './differing.ts';
import { printArrivals } from './print-arrivals.ts';
import { printCallPolicy } from './print-call-policy.ts';
import { printDistribution } from './print-distribution.ts';
import { printQuantity } from './print-quantity.ts';
import { printCall } from './print-script.ts';
import { printText } from './print-text.ts';
import { unspokenClient } from './unspoken.ts';
import { type Entry, type Mapping, mapping, oneOrMore, type Written } from './written.ts';

const duration = (value: number): string => printQuantity('duration', value);
const count = (value: number): string => printQuantity('integer', value);
const share = (value: number): string => printQuantity('share', value);

const printKeys = (keys: KeySpec): Mapping => {
  switch (keys.kind) {
    case 'uniform':
      return mapping(['uniform', count(keys.count)]);
    case 'zipf':
      return mapping(['zipf', printQuantity('number', keys.exponent)], ['count', count(keys.count)]);
    case 'hot-set':
      return mapping([
        'hot-set',
        mapping(['count', count(keys.count)], ['hot', count(keys.hot)], ['share', share(keys.share)]),
      ]);
  }
};

const printMix = (mix: ClientSpec['mix']): Mapping =>
  mapping(...Object.entries(mix).map(([operation, weight]): Entry => [operation, share(weight)]));

/** What only this kind of client has. */
const printKind = (client: ClientSpec): [string, Written | undefined][] => {
  switch (client.kind) {
    case 'probe':
      return [['every', differing(client.every, unspokenClient('probe').every, duration)]];
    case 'open':
      return [['arrivals', printArrivals(client.arrivals)]];
    case 'closed':
      return [
        ['concurrency', count(client.concurrency)],
        ['think', differing(client.think, unspokenClient('closed').think, printDistribution)],
      ];
    case 'scripted':
      return [];
  }
};

/** What probes and scripts do not choose. */
const printDrawn = (client: ClientSpec): [string, Written | undefined][] => {
  if (client.kind === 'probe' || client.kind === 'scripted') return [];
  const standard = unspokenClient(client.kind);
  const users = client.kind === 'closed' ? client.concurrency : standard.users;
  return [
    ['mix', differing(client.mix, standard.mix, printMix)],
    ['keys', differing(client.keys, standard.keys, printKeys)],
    ['users', differing(client.users, users, count)],
  ];
};

const printPriorities = (priorities: NonNullable<ClientSpec['priorities']>): Mapping =>
  mapping(...priorities.map((each): Entry => [String(each.priority), share(each.share)]));

export const printClient = (client: ClientSpec, servers: readonly NodePlan[]): Mapping => {
  const zones = [...new Set(servers.map(({ zone }) => zone))];
  const standard = unspokenClient(client.kind);
  const everywhere = client.kind === 'scripted' ? zones.slice(0, 1) : zones;
  return mapping(
    ['kind', client.kind === 'probe' ? client.kind : undefined],
    ['target', printText(client.target)],
    ['from', differing(client.zones, everywhere, (names) => oneOrMore(names.map(printText)))],
    ...printKind(client),
    ...printCallPolicy(client, standard),
    ['priorities', client.priorities && printPriorities(client.priorities)],
    ...printDrawn(client),
    ['valueSize', differing(client.valueBytes, standard.valueBytes, (size) => printQuantity('size', size))],
    [
      'operations',
      client.kind === 'scripted' ? { rows: client.operations.map((call) => printCall(call, servers)) } : undefined,
    ],
  );
};
