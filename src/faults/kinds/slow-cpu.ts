/** A limping machine: throttled, overheated, a bad stepping. Everything on its CPU takes longer. */
import type { FaultKind } from '../fault-kind.ts';
import { onEach } from '../on-each.ts';
import { read } from '../parameter-values.ts';

export const slowCpu: FaultKind = {
  name: 'slow-cpu',
  summary: 'everything on the CPU takes `factor` times as long',
  example: '{slow-cpu: n1, factor: 10, at: 30s, for: 2min}',
  targets: 'nodes',
  groups: { min: 1, max: 1 },
  lasting: true,
  parameters: {
    factor: { type: 'number', doc: 'how many times as long work takes', default: 10, min: 1, max: 1_000_000 },
  },
  strike: ({ servers, cluster, parameters }) =>
    onEach(servers, (node) => cluster.slowCpu(node, 1 / read.number(parameters, 'factor'))),
  describe: ([nodes], parameters) => `slow CPU (×${read.number(parameters, 'factor')}) of ${nodes}`,
};
