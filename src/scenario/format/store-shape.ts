/** A `services.<name>` of kind replicated-store: a key-value store replicated by a consensus protocol. */
import { kindField } from '../decode/by-kind.ts';
import { choice } from '../decode/choice.ts';
import { optional, required, withDefault } from '../decode/field.ts';
import { listOf } from '../decode/list-of.ts';
import { located } from '../decode/located.ts';
import { parameterFields } from '../decode/parameter-shape.ts';
import { quantity } from '../decode/quantity.ts';
import { randomDuration } from '../decode/random-quantity.ts';
import { record } from '../decode/record.ts';
import { references } from '../decode/references.ts';
import type { Decoded, Definitions, JsonSchema, Shape } from '../decode/shape.ts';
import { DEFAULTS } from '../defaults.ts';
import type { Vocabulary } from '../vocabulary.ts';
import type { TreeNode } from '../yaml/tree.ts';
import { nodesShape } from './nodes-shape.ts';
import { SERVICE_KINDS } from './service-kinds.ts';

const oneNode = references('the name of a node');

const operation = record('an operation such as {at: 40s, add-voter: n6}', {
  at: required(quantity('duration'), 'when, counted from the end of the warm-up'),
  for: optional(quantity('duration'), 'how long the operator insists [until it is carried out]'),
  'add-voter': optional(oneNode, 'a replica gets a vote'),
  'add-learner': optional(oneNode, 'a replica follows without a vote'),
  remove: optional(oneNode, 'a replica leaves'),
  'transfer-leadership': optional(oneNode, 'the leader hands over to this replica'),
  replace: optional(
    record('a membership such as {voters: [n1, n2, n3]}', {
      voters: required(nodesShape, 'who votes from then on'),
      learners: optional(nodesShape, 'who follows without a vote from then on'),
    }),
    'the whole membership at once, by joint consensus',
  ),
});

const cpu = record('CPU costs: request, message', {
  request: withDefault(randomDuration, DEFAULTS.requestCost, 'CPU time for a client request, on any core'),
  message: withDefault(randomDuration, DEFAULTS.messageCost, 'CPU time for a message between replicas, one at a time'),
});

/** Any value: decoded once the protocol is known. */
const later: Shape<TreeNode> = { what: 'options', schema: () => ({ type: 'object' }), decode: (node) => node };

export const storeShape = (vocabulary: Vocabulary) => {
  const protocols = [...vocabulary.consensus.values()];
  const shape = record('a service such as {kind: replicated-store, consensus: raft}', {
    kind: kindField('replicated-store', SERVICE_KINDS, 'a key-value store replicated by a consensus protocol'),
    consensus: required(
      choice(
        'consensus protocol',
        protocols.map(({ name }) => name),
      ),
      'the protocol that replicates it',
    ),
    options: optional(later, 'options of the protocol'),
    nodes: optional(nodesShape, 'where it runs; all nodes by default'),
    voters: optional(
      located(nodesShape),
      'replicas that vote; by default all of `nodes` that are not learners or spares',
    ),
    learners: optional(nodesShape, 'replicas that follow without a vote'),
    spares: optional(nodesShape, 'replicas outside the first membership, waiting to be added'),
    transport: withDefault(
      choice('transport', ['stream', 'datagram']),
      DEFAULTS.transport,
      'stream: in order, like TCP. datagram: may be lost, duplicated, reordered',
    ),
    cpu: withDefault(cpu, { text: '{}', source: 'see its keys' }, 'what work costs'),
    queueLimit: withDefault(
      quantity('integer', { min: 1, max: 1e9 }),
      DEFAULTS.queueLimit,
      'requests that may wait for the CPU before more are refused',
    ),
    operations: withDefault(
      listOf('a list of operations such as {at: 40s, add-voter: n6}', located(operation)),
      { text: '[]', source: 'none' },
      'orders from an operator: membership changes and leadership transfers',
    ),
  });
  /** One variant for each protocol, since its options depend on it. */
  const schema = (definitions: Definitions): JsonSchema => {
    const base = shape.schema(definitions);
    const properties = base.properties as JsonSchema;
    const variants = protocols.map(({ name, summary, options }) => ({
      ...base,
      properties: {
        ...properties,
        consensus: { const: name, description: summary },
        options: { ...record('', parameterFields(options)).schema(definitions), description: `options of ${name}` },
      },
    }));
    return variants.length === 1 ? variants[0] : { anyOf: variants };
  };
  return { ...shape, schema };
};

export type StoreDraft = Decoded<ReturnType<typeof storeShape>>;
export type OperationDraft = Decoded<typeof operation>;
