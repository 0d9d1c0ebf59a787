/** What the cluster runs. */
import type { NodePlan } from '../../cluster/topology.ts';
import type { ServiceSpec } from '../../services/service.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { printBatch } from './print-batch.ts';
import { printPool } from './print-pool.ts';
import { printStore } from './print-store.ts';
import type { Mapping } from './written.ts';

/** RangeError if the vocabulary does not know an algorithm. */
export const printService = (service: ServiceSpec, servers: readonly NodePlan[], vocabulary: Vocabulary): Mapping => {
  switch (service.kind) {
    case 'replicated-store':
      return printStore(service, servers, vocabulary);
    case 'pool':
      return printPool(service, servers, vocabulary);
    case 'batch':
      return printBatch(service, servers, vocabulary);
  }
};
