/** Orderly shutdown: what is pending is synced first. */
import type { FaultKind } from '../fault-kind.ts';
import { onEach } from '../on-each.ts';

export const stop: FaultKind = {
  name: 'stop',
  summary: 'orderly stop, with everything synced; restarts when healed',
  example: '{stop: n2, at: 1h, for: 10min}',
  targets: 'nodes',
  groups: { min: 1, max: 1 },
  lasting: true,
  inert: () => true,
  parameters: {},
  strike: ({ servers, holds }) => onEach(servers, (node) => holds.down(node, 'stop')),
  describe: ([nodes]) => `stop of ${nodes}`,
};
