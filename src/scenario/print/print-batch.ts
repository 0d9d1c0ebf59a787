/** A cluster that runs jobs made of tasks. */
import type { NodePlan } from '../../cluster/topology.ts';
import type { BatchSpec, SpeculationSpec } from '../../services/batch/batch.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { differing } from './differing.ts';
import { unlessEverywhere } from './node-list.ts';
import { printAlgorithm } from './print-algorithm.ts';
import { printForNodes } from './print-for-nodes.ts';
import { printQuantity } from './print-quantity.ts';
import { unspokenService } from './unspoken.ts';
import { type Mapping, mapping } from './written.ts';

const share = (value: number): string => printQuantity('share', value);

const printSpeculation = ({ slowerThan, finishedShare, maxShare }: SpeculationSpec): Mapping => {
  const { speculation: standard } = unspokenService('batch');
  return mapping(
    ['slowerThan', differing(slowerThan, standard?.slowerThan, () => printQuantity('number', slowerThan))],
    ['finishedShare', differing(finishedShare, standard?.finishedShare, () => share(finishedShare))],
    ['maxShare', differing(maxShare, standard?.maxShare, () => share(maxShare))],
  );
};

/** RangeError if the vocabulary does not know its scheduler. */
export const printBatch = (batch: BatchSpec, servers: readonly NodePlan[], { scheduling }: Vocabulary): Mapping => {
  const { kind, nodes, memory, scheduler, options, speculation } = batch;
  const [standardMemory] = unspokenService('batch').memory;
  return mapping(
    ['kind', kind],
    ['nodes', unlessEverywhere(nodes, servers)],
    ['memory', printForNodes(memory, nodes, servers, standardMemory, (size) => printQuantity('size', size))],
    ['scheduler', printAlgorithm('scheduler', scheduler, options, scheduling)],
    ['speculation', speculation && printSpeculation(speculation)],
  );
};
