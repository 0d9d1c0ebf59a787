/** A pool of servers and how callers reach it, as far as it differs from the defaults. */
import type { NodePlan } from '../../cluster/topology.ts';
import type { CallSpec, PoolSpec, QueueSpec } from '../../services/pool/pool.ts';
import { mostCores } from '../compile/most-cores.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { differing } from './differing.ts';
import { unlessEverywhere } from './node-list.ts';
import { printAlgorithm } from './print-algorithm.ts';
import { printCallPolicy } from './print-call-policy.ts';
import { printDistribution } from './print-distribution.ts';
import { printForNodes } from './print-for-nodes.ts';
import { printLimit, printQuantity } from './print-quantity.ts';
import { printRouting } from './print-routing.ts';
import { printScaling } from './print-scaling.ts';
import { printText } from './print-text.ts';
import { unspokenService } from './unspoken.ts';
import { type Mapping, mapping, unlessEmpty, type Written } from './written.ts';

const duration = (value: number): string => printQuantity('duration', value);
const count = (value: number): string => printQuantity('integer', value);
const number = (value: number): string => printQuantity('number', value);
const share = (value: number): string => printQuantity('share', value);
const size = (value: number): string => printQuantity('size', value);

const printQueue = ({ discipline, limit, target, interval }: QueueSpec, standard: QueueSpec): Written | undefined => {
  const { fields } = mapping(
    ['discipline', differing(discipline, standard.discipline, String)],
    ['limit', differing(limit, standard.limit, count)],
    ['target', differing(target, standard.target, duration)],
    ['interval', differing(interval, standard.interval, duration)],
  );
  const [first, second] = fields;
  if (first === undefined) return undefined;
  const [key, value] = first;
  return second === undefined && (key === 'discipline' || key === 'limit') ? value : { fields };
};

const printCall = (call: CallSpec, standard: CallSpec): Mapping =>
  mapping(
    ['target', printText(call.target)],
    ['share', differing(call.share, standard.share, share)],
    ['write', differing(call.write, standard.write, String)],
    ['parallel', differing(call.parallel, standard.parallel, String)],
    ['required', differing(call.required, standard.required, String)],
    ...printCallPolicy(call, standard),
  );

const printStartUp = (
  { readiness, length, slowdown }: PoolSpec['startUp'],
  standard: PoolSpec['startUp'],
): Mapping | undefined =>
  unlessEmpty(
    mapping(
      ['readiness', differing(readiness, standard.readiness, printDistribution)],
      ['length', differing(length, standard.length, duration)],
      ['slowdown', differing(slowdown, standard.slowdown, number)],
    ),
  );

const printShedding = ({ expectedWait, exempt }: NonNullable<PoolSpec['shedding']>): Mapping =>
  mapping(
    ['expectedWait', duration(expectedWait)],
    ['exempt', exempt === Number.POSITIVE_INFINITY ? undefined : printLimit('integer', exempt)],
  );

const printRelease = ({ at, batch, pause }: PoolSpec['releases'][number]): Mapping =>
  mapping(['at', duration(at)], ['batch', count(batch)], ['pause', pause === 0 ? undefined : duration(pause)]);

/** RangeError if the vocabulary does not know an algorithm. */
export const printPool = (pool: PoolSpec, servers: readonly NodePlan[], vocabulary: Vocabulary): Mapping => {
  const standard = unspokenService('pool');
  const { nodes, hiccup, calls, routing, scaling, releases } = pool;
  const cores = mostCores(nodes, { nodes: servers });
  const initial = scaling === undefined ? nodes.length : Math.min(scaling.min, nodes.length);
  const { balancer, options } = routing;
  const [standardCall] = standard.calls;
  return mapping(
    ['kind', pool.kind],
    ['nodes', unlessEverywhere(nodes, servers)],
    ['initial', differing(pool.initial, initial, count)],
    ['weights', printForNodes(pool.weights, nodes, servers, 1, number)],
    ['serviceTime', printDistribution(pool.serviceTime)],
    ['hiccup', hiccup && mapping(['chance', share(hiccup.chance)], ['time', printDistribution(hiccup.time)])],
    ['concurrency', differing(pool.concurrency, cores, count)],
    ['queue', printQueue(pool.queue, standard.queue)],
    ['shedding', pool.shedding && printShedding(pool.shedding)],
    ['dropExpired', differing(pool.dropExpired, standard.dropExpired, String)],
    ['startUp', printStartUp(pool.startUp, standard.startUp)],
    ['drain', differing(pool.drain, standard.drain, duration)],
    [
      'balancer',
      differing({ balancer, options }, { balancer: standard.routing.balancer, options: standard.routing.options }, () =>
        printAlgorithm('balancer', balancer, options, vocabulary.balancing),
      ),
    ],
    ...printRouting(routing, standard.routing),
    ...printScaling(scaling, cores, nodes, servers, vocabulary),
    ['releases', releases.length === 0 ? undefined : { rows: releases.map(printRelease) }],
    ['transport', differing(pool.transport, standard.transport, String)],
    ['requestSize', differing(pool.requestBytes, standard.requestBytes, size)],
    ['responseSize', differing(pool.responseBytes, standard.responseBytes, size)],
    ['calls', calls.length === 0 ? undefined : { rows: calls.map((call) => printCall(call, standardCall)) }],
  );
};
