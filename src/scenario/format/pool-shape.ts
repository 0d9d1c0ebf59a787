/** A `services.<name>` of kind pool: servers that queue and serve requests, and how callers reach them. */
import { algorithmShape } from '../decode/algorithm-shape.ts';
import { kindField } from '../decode/by-kind.ts';
import { choice } from '../decode/choice.ts';
import { optional, required, withDefault } from '../decode/field.ts';
import { forNodes } from '../decode/for-nodes.ts';
import { listOf } from '../decode/list-of.ts';
import { located } from '../decode/located.ts';
import { quantity } from '../decode/quantity.ts';
import { randomDuration } from '../decode/random-quantity.ts';
import { record } from '../decode/record.ts';
import type { Decoded } from '../decode/shape.ts';
import { shareOr } from '../decode/share-or.ts';
import { truth } from '../decode/truth.ts';
import { DEFAULTS } from '../defaults.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { callShape } from './call-shape.ts';
import { nodesShape } from './nodes-shape.ts';
import { queueShape } from './queue-shape.ts';
import { balancersShape, circuitBreakerShape, healthChecksShape, outlierEjectionShape } from './routing-shapes.ts';
import { scalingShape } from './scaling-shape.ts';
import { SERVICE_KINDS } from './service-kinds.ts';
import { unlimitedOr } from './unlimited.ts';

const count = (max = 1e6) => quantity('integer', { min: 1, max });
const share = quantity('share', { min: 0, max: 1 });
const duration = quantity('duration');

const hiccup = record('a hiccup such as {chance: 1%, time: 100ms}', {
  chance: required(share, 'of the attempts'),
  time: required(randomDuration, 'CPU time added to them, drawn anew for every attempt'),
});

const shedding = record('shedding such as {expectedWait: 200ms}', {
  expectedWait: required(duration, 'what would wait longer is refused on arrival'),
  exempt: withDefault(
    unlimitedOr('integer', { min: -1000, max: 1000 }),
    DEFAULTS.exempt,
    'requests of this priority or higher are never shed',
  ),
});

const startUp = record('a start such as {readiness: 5s, length: 30s, slowdown: 2}', {
  readiness: withDefault(randomDuration, DEFAULTS.readiness, 'from the start of a server until it takes requests'),
  length: withDefault(duration, DEFAULTS.now, 'how long it is slower than later, counted from there'),
  slowdown: withDefault(
    quantity('number', { min: 0, max: 1000 }),
    DEFAULTS.none,
    'requests take 1 + slowdown times as long at first, and linearly less until then',
  ),
});

const release = record('a release such as {at: 1h, batch: 25%, pause: 30s}', {
  at: required(located(duration), 'when it begins, counted from the end of the warm-up'),
  batch: withDefault(
    shareOr({ above: 0, max: 1 }, 'integer', { min: 1, max: 1e6 }),
    DEFAULTS.releaseBatch,
    'servers restarted at a time: a number, or a share of the servers, rounded down',
  ),
  pause: withDefault(duration, DEFAULTS.now, 'between batches'),
});

export const poolShape = (vocabulary: Vocabulary) =>
  record('a pool such as {kind: pool, serviceTime: {exponential: 10ms}, balancer: power-of-two}', {
    kind: kindField('pool', SERVICE_KINDS, 'servers that queue and serve requests'),
    nodes: optional(nodesShape, 'machines that may run a server, one each; all nodes by default'),
    initial: optional(
      located(quantity('integer', { min: 0, max: 1e6 })),
      'servers that are on at the start: the first of `nodes` (default: all, or scaling.min with an autoscaler)',
    ),
    weights: optional(
      located(forNodes(quantity('number', { min: 1e-6, max: 1e6 }), '{n1: 5}')),
      'of the servers, for balancers that count them; 1 where nothing is said',
    ),
    serviceTime: required(
      randomDuration,
      'CPU time of a request on one core of nominal speed; the same in every attempt',
    ),
    hiccup: optional(hiccup, 'what a server adds now and then: pauses, cache misses'),
    concurrency: optional(
      count(),
      'requests in progress at once on a server, others queue (default: the cores of its largest machine)',
    ),
    queue: withDefault(
      queueShape,
      { text: DEFAULTS.queue.text, source: DEFAULTS.queue.source },
      'who is served next, and how many may wait',
    ),
    shedding: optional(shedding, 'refuses on arrival what would wait too long'),
    dropExpired: withDefault(truth, DEFAULTS.dropExpired, 'drops queued requests whose caller has given up by now'),
    startUp: withDefault(startUp, { text: '{}', source: 'see its keys' }, 'how a server that has started gets going'),
    drain: withDefault(duration, DEFAULTS.drain, 'how long a server that is to stop may finish what it has'),
    calls: withDefault(
      listOf('a list of calls such as {target: store, timeout: 200ms}', callShape),
      { text: '[]', source: 'none' },
      'services that it calls for a request, in this order, after the computing',
    ),
    balancer: withDefault(
      algorithmShape('balancer', vocabulary.balancing),
      DEFAULTS.balancer,
      'who gets the next request',
    ),
    balancers: withDefault(
      balancersShape,
      { text: '{}', source: 'see its keys' },
      'how many balancers there are, and what they know',
    ),
    healthChecks: optional(healthChecksShape, 'requests that find out which servers are down; none by default'),
    outlierEjection: optional(
      located(outlierEjectionShape),
      'keeps requests from servers that fail again and again; none by default',
    ),
    circuitBreaker: optional(circuitBreakerShape, 'keeps requests from a pool that fails; none by default'),
    autoscaler: optional(
      located(algorithmShape('autoscaler', vocabulary.autoscaling)),
      'how many servers there are; `initial` by default',
    ),
    scaling: optional(located(scalingShape), 'with an autoscaler: its bounds, what it knows, and what machines cost'),
    releases: withDefault(
      listOf('a list of releases such as {at: 1h, batch: 25%}', release),
      { text: '[]', source: 'none' },
      'rolling releases',
    ),
    transport: withDefault(
      choice('transport', ['stream', 'datagram']),
      DEFAULTS.transport,
      'stream: in order, like TCP. datagram: may be lost, duplicated, reordered',
    ),
    requestSize: withDefault(quantity('size', { max: 1e9 }), DEFAULTS.messageSize, 'on the wire, beside the headers'),
    responseSize: withDefault(quantity('size', { max: 1e9 }), DEFAULTS.messageSize, 'on the wire, beside the headers'),
  });

export type PoolDraft = Decoded<ReturnType<typeof poolShape>>;
