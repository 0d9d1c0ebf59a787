/** Who calls a service. */
import type { NodePlan } from '../../cluster/topology.ts';
import type { ArrivalSpec, ClientSpec, KeySpec } from '../../workload/client.ts';
import { standardAttemptTimeout } from '../compile/standard-attempt-timeout.ts';
import { differing } from './differing.ts';
import { printDistribution } from './print-distribution.ts';
import { printLimit, printQuantity } from './print-quantity.ts';
import { printCall } from './print-script.ts';
import { printText } from './print-text.ts';
import { unspokenClient } from './unspoken.ts';
import { type Entry, type Mapping, mapping, oneOrMore, unlessEmpty, type Written } from './written.ts';

const duration = (value: number): string => printQuantity('duration', value);
const rate = (value: number): string => printQuantity('rate', value);
const count = (value: number): string => printQuantity('integer', value);
const share = (value: number): string => printQuantity('share', value);

const printArrivals = (arrivals: ArrivalSpec): Mapping => {
  switch (arrivals.kind) {
    case 'poisson':
    case 'constant':
      return mapping([arrivals.kind, rate(arrivals.rate)]);
    case 'on-off':
      return mapping([
        'on-off',
        mapping(
          ['rate', rate(arrivals.rate)],
          ['on', printDistribution(arrivals.on)],
          ['off', printDistribution(arrivals.off)],
        ),
      ]);
    case 'diurnal':
      return mapping([
        'diurnal',
        mapping(
          ['low', rate(arrivals.low)],
          ['high', rate(arrivals.high)],
          ['period', duration(arrivals.period)],
          ['peak', duration(arrivals.peak)],
        ),
      ]);
    case 'timestamps':
    case 'rates':
      return mapping([arrivals.kind, printText(arrivals.source)]);
  }
};

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

const printRetry = ({ attempts, backoff, budget }: ClientSpec['retry'], standard: ClientSpec['retry']): Mapping =>
  mapping(
    ['attempts', differing(attempts, standard.attempts, count)],
    ['backoff', differing(backoff, standard.backoff, ({ min, max }) => `${duration(min)}..${duration(max)}`)],
    ['budget', differing(budget, standard.budget, (value) => printLimit('share', value))],
  );

export const printClient = (client: ClientSpec, servers: readonly NodePlan[]): Mapping => {
  const { retry, timeout } = client;
  const zones = [...new Set(servers.map(({ zone }) => zone))];
  const standard = unspokenClient(client.kind);
  const everywhere = client.kind === 'scripted' ? zones.slice(0, 1) : zones;
  return mapping(
    ['kind', client.kind === 'probe' ? client.kind : undefined],
    ['target', printText(client.target)],
    ['from', differing(client.zones, everywhere, (names) => oneOrMore(names.map(printText)))],
    ...printKind(client),
    ['timeout', differing(timeout, standard.timeout, duration)],
    ['attemptTimeout', differing(client.attemptTimeout, standardAttemptTimeout(timeout, retry.attempts), duration)],
    ['retry', unlessEmpty(printRetry(retry, standard.retry))],
    ...printDrawn(client),
    ['valueSize', differing(client.valueBytes, standard.valueBytes, (size) => printQuantity('size', size))],
    [
      'operations',
      client.kind === 'scripted' ? { rows: client.operations.map((call) => printCall(call, servers)) } : undefined,
    ],
  );
};
