/** A lost machine is replaced: it crashes, and what restarts when healed has its name and a blank disk. */
import type { FaultKind } from '../fault-kind.ts';
import { onEach } from '../on-each.ts';

export const wipe: FaultKind = {
  name: 'wipe',
  summary: 'crash, and a restart with a blank disk when healed: the data are gone for good',
  example: '{wipe: n2, at: 1d, for: 30min}',
  targets: 'nodes',
  groups: { min: 1, max: 1 },
  lasting: true,
  inert: () => true,
  parameters: {},
  strike: ({ servers, cluster, holds }) =>
    onEach(servers, (node) => {
      const release = holds.down(node, 'crash');
      cluster.wipeDisk(node);
      return release;
    }),
  describe: ([nodes]) => `loss of ${nodes} with its disk`,
};
