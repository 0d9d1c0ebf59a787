/** A dying or contended disk: it works, but late. What "gray failure" (Huang et al., HotOS 2017) is mostly about. */
import type { FaultKind } from '../fault-kind.ts';
import { onEach } from '../on-each.ts';
import { read } from '../parameter-values.ts';

export const slowDisk: FaultKind = {
  name: 'slow-disk',
  summary: 'every disk operation takes `factor` times as long, plus `stall`',
  example: '{slow-disk: leader of store, factor: 50, at: 1min, for: 30s}',
  targets: 'nodes',
  groups: { min: 1, max: 1 },
  lasting: true,
  parameters: {
    factor: { type: 'number', doc: 'how many times as long an operation takes', default: 10, min: 1, max: 1_000_000 },
    stall: { type: 'duration', doc: 'added to every operation', default: 0, min: 0 },
  },
  strike: ({ servers, cluster, parameters }) =>
    onEach(servers, (node) =>
      cluster.faultDisk(node, {
        type: 'slow',
        factor: read.number(parameters, 'factor'),
        stall: read.number(parameters, 'stall'),
      }),
    ),
  describe: ([nodes], parameters) => `slow disk (×${read.number(parameters, 'factor')}) of ${nodes}`,
};
