/** A `services.<name>` of kind batch: a cluster that runs jobs made of tasks. */
import { algorithmShape } from '../decode/algorithm-shape.ts';
import { kindField } from '../decode/by-kind.ts';
import { optional, required, withDefault } from '../decode/field.ts';
import { forNodes } from '../decode/for-nodes.ts';
import { located } from '../decode/located.ts';
import { quantity } from '../decode/quantity.ts';
import { record } from '../decode/record.ts';
import type { Decoded } from '../decode/shape.ts';
import { DEFAULTS } from '../defaults.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { nodesShape } from './nodes-shape.ts';
import { SERVICE_KINDS } from './service-kinds.ts';

const share = quantity('share', { min: 0, max: 1 });

const speculation = record('speculation such as {slowerThan: 1.5, finishedShare: 75%, maxShare: 10%}', {
  slowerThan: withDefault(
    quantity('number', { min: 1, max: 1e6 }),
    DEFAULTS.slowerThan,
    'a task is a straggler when it has run for so many times the median of the finished tasks of its job',
  ),
  finishedShare: withDefault(share, DEFAULTS.finishedShare, 'of the tasks of a job that must be finished before'),
  maxShare: withDefault(share, DEFAULTS.maxCopies, 'of the tasks of a job that may have a copy'),
});

export const batchShape = (vocabulary: Vocabulary) =>
  record('a batch cluster such as {kind: batch, scheduler: dominant-resource-fairness}', {
    kind: kindField('batch', SERVICE_KINDS, 'a cluster that runs jobs made of tasks'),
    nodes: optional(nodesShape, 'machines that run tasks; all nodes by default'),
    memory: withDefault(
      located(forNodes(quantity('size', { min: 1, max: 1e15 }), '{n1: 64GiB}')),
      DEFAULTS.memory,
      'of each machine',
    ),
    scheduler: required(algorithmShape('scheduler', vocabulary.scheduling), 'which task goes where, and when'),
    speculation: optional(
      speculation,
      'second copies of tasks that take long, the first to end counts; none by default',
    ),
  });

export type BatchDraft = Decoded<ReturnType<typeof batchShape>>;
