/** The process stands still and does not know it: a stop-the-world collection, a live migration, SIGSTOP. */
import type { FaultKind } from '../fault-kind.ts';
import { onEach } from '../on-each.ts';

export const pause: FaultKind = {
  name: 'pause',
  summary: 'the process stands still (garbage collection, VM migration) and goes on unaware when healed',
  example: '{pause: leader of store, every: {exponential: 10d}, for: 4s}',
  targets: 'nodes',
  groups: { min: 1, max: 1 },
  lasting: true,
  parameters: {},
  strike: ({ servers, holds }) => onEach(servers, (node) => holds.pause(node)),
  describe: ([nodes]) => `pause of ${nodes}`,
};
