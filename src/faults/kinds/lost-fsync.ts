/**
 * The disk answers a sync without having done it (a volatile write cache, a lying controller). Nothing shows until a
 * crash before the heal: combine it with one. Outside the fault model of every consensus protocol: expect violations.
 */
import type { FaultKind } from '../fault-kind.ts';
import { onEach } from '../on-each.ts';

export const lostFsync: FaultKind = {
  name: 'lost-fsync',
  summary: 'the disk acknowledges syncs that it does not do; a crash shows it',
  example: '{lost-fsync: n1, at: 0s}',
  targets: 'nodes',
  groups: { min: 1, max: 1 },
  lasting: true,
  parameters: {},
  strike: ({ servers, cluster }) => onEach(servers, (node) => cluster.faultDisk(node, { type: 'lying-fsync' })),
  describe: ([nodes]) => `lost fsyncs on ${nodes}`,
};
