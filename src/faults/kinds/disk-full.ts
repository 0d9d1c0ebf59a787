/** Writes fail. A process that gave up over it is started again when there is room: what an operator would do. */
import type { FaultKind } from '../fault-kind.ts';
import { onEach } from '../on-each.ts';

export const diskFull: FaultKind = {
  name: 'disk-full',
  summary: 'writes fail; when healed, a process that gave up over it is started again',
  example: '{disk-full: n3, at: 10min, for: 5min}',
  targets: 'nodes',
  groups: { min: 1, max: 1 },
  lasting: true,
  parameters: {},
  strike: ({ servers, cluster, holds }) =>
    onEach(servers, (node) => {
      const free = cluster.faultDisk(node, { type: 'full' });
      return () => {
        free();
        holds.revive(node);
      };
    }),
  describe: ([nodes]) => `full disk of ${nodes}`,
};
