/**
 * A neighbour takes the CPU: a backup, a compaction, a runaway job. What is left for the services is `1 - share`.
 * More load from clients is the business of their arrivals, not of a fault.
 */
import { formatShare } from '../../core/units/format-share.ts';
import type { FaultKind } from '../fault-kind.ts';
import { onEach } from '../on-each.ts';
import { read } from '../parameter-values.ts';

export const overload: FaultKind = {
  name: 'overload',
  summary: 'another program takes a share of the CPU',
  example: '{overload: each node in zone a, share: 90%, every: {exponential: 7d}, for: 10min}',
  targets: 'nodes',
  groups: { min: 1, max: 1 },
  lasting: true,
  parameters: {
    share: { type: 'share', doc: 'share of the CPU that is taken', default: 0.8, min: 0, max: 0.999 },
  },
  strike: ({ servers, cluster, parameters }) =>
    onEach(servers, (node) => cluster.slowCpu(node, 1 - read.number(parameters, 'share'))),
  describe: ([nodes], parameters) =>
    `overload (${formatShare(read.number(parameters, 'share'))} of the CPU) of ${nodes}`,
};
