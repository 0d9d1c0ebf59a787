/** Batch clusters with their machines found and every default filled in. */
import type { BatchSpec } from '../../services/batch/batch.ts';
import { decodeDefault } from '../decode/decode-default.ts';
import { quantity } from '../decode/quantity.ts';
import { DEFAULTS } from '../defaults.ts';
import type { BatchDraft } from '../format/batch-shape.ts';
import type { DraftOf, ServiceContext } from './service-context.ts';
import { serviceNodes } from './service-nodes.ts';
import { valuesForNodes } from './values-for-nodes.ts';

const standardMemory = decodeDefault(quantity('size'), DEFAULTS.memory.text);

export const compileBatch = (
  { name, key, draft }: DraftOf<BatchDraft>,
  { places, reporter }: ServiceContext,
): BatchSpec => {
  const { memory, scheduler, speculation } = draft;
  const nodes = serviceNodes(name, key, draft.nodes, places, reporter);
  return {
    kind: 'batch',
    name,
    nodes,
    memory: valuesForNodes(memory, 'memory', nodes, standardMemory().value, places, reporter),
    scheduler: scheduler.name,
    options: scheduler.options,
    ...(speculation === undefined ? {} : { speculation }),
  };
};
