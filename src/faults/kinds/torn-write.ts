/** A crash in the middle of a write: what recovery has to find by its checksum. The same as `crash` with `torn`. */
import type { FaultKind } from '../fault-kind.ts';
import { onEach } from '../on-each.ts';

export const tornWrite: FaultKind = {
  name: 'torn-write',
  summary: 'crash that leaves half of the first lost write on the disk; restarts when healed',
  example: '{torn-write: leader of store, at: 20s, for: 5s}',
  targets: 'nodes',
  groups: { min: 1, max: 1 },
  lasting: true,
  inert: () => true,
  parameters: {},
  strike: ({ servers, holds }) => onEach(servers, (node) => holds.down(node, 'torn')),
  describe: ([nodes]) => `torn write and crash of ${nodes}`,
};
