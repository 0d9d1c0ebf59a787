/** `services.<pool>.scaling`: the bounds of its autoscaler, what it knows and when, and what machines cost. */
import { optional, required, withDefault } from '../decode/field.ts';
import { listOf } from '../decode/list-of.ts';
import { located } from '../decode/located.ts';
import { quantity } from '../decode/quantity.ts';
import { randomDuration } from '../decode/random-quantity.ts';
import { record } from '../decode/record.ts';
import type { Decoded } from '../decode/shape.ts';
import { text } from '../decode/text.ts';
import { DEFAULTS } from '../defaults.ts';
import { nodesShape } from './nodes-shape.ts';

const instances = located(quantity('integer', { min: 0, max: 1e6 }));
const positive = quantity('duration', { above: 0 });

const metrics = record('metrics such as {every: 15s, window: 30s, delay: 10s}', {
  every: withDefault(positive, DEFAULTS.metricsEvery, 'servers report so often'),
  window: withDefault(positive, DEFAULTS.metricsWindow, 'an average over this time'),
  delay: withDefault(quantity('duration'), DEFAULTS.metricsDelay, 'that arrives so much later'),
});

const nodePool = record('a node pool such as {name: on-demand, nodes: n1..n20, price: 0.1}', {
  name: required(located(text('a name')), 'for reports'),
  nodes: required(located(nodesShape), 'its machines, all of them nodes of the pool'),
  price: withDefault(
    quantity('number', { min: 0, max: 1e9 }),
    DEFAULTS.price,
    'of a machine an hour, while it is on or being provisioned',
  ),
  provisioning: withDefault(randomDuration, DEFAULTS.provisioning, 'from the decision to the start of the server'),
});

export const scalingShape = record('scaling such as {min: 2, max: 20}', {
  min: withDefault(instances, DEFAULTS.minInstances, 'servers that there are at least'),
  max: optional(instances, 'servers that there are at most (default: one on each of its nodes)'),
  every: withDefault(positive, DEFAULTS.scalingEvery, 'how often the autoscaler decides'),
  metrics: withDefault(metrics, { text: '{}', source: 'see its keys' }, 'what it is told'),
  request: optional(
    quantity('number', { above: 0, max: 1024 }),
    'cores that a server asks for at first, what its use is compared with (default: the cores of its largest machine)',
  ),
  pools: optional(
    located(listOf('a list of node pools such as {name: on-demand, nodes: n1..n20, price: 0.1}', located(nodePool))),
    'kinds of machines, filled in this order and emptied from the end (default: one of all nodes)',
  ),
});

export type ScalingDraft = Decoded<typeof scalingShape>;
