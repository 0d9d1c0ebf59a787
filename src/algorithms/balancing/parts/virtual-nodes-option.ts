import type { Parameter } from '../../../core/parameters.ts';

export const virtualNodesOption: Parameter = {
  type: 'integer',
  doc: 'points on the ring for each unit of weight: shares vary by about 1/√virtualNodes',
  default: 160,
  source: 'ketama and nginx (hash … consistent): 160',
  min: 1,
  max: 100_000,
  swarm: [160, 1, 16],
};
