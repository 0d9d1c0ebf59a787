/** Power failure. The pages that were not synced are gone, as in a kernel panic; the orderly counterpart is `stop`. */
import type { FaultKind } from '../fault-kind.ts';
import { onEach } from '../on-each.ts';
import { read } from '../parameter-values.ts';

export const crash: FaultKind = {
  name: 'crash',
  summary: 'power failure: volatile state and unsynced data are lost; restarts when healed',
  example: '{crash: each node, mtbf: {exponential: 30d}, repair: {lognormal: {median: 5min, p99: 1h}}}',
  targets: 'nodes',
  groups: { min: 1, max: 1 },
  lasting: true,
  inert: () => true,
  parameters: {
    torn: { type: 'boolean', doc: 'half of the first lost write is left on the disk', default: false },
  },
  strike: ({ servers, holds, parameters }) =>
    onEach(servers, (node) => holds.down(node, read.boolean(parameters, 'torn') ? 'torn' : 'crash')),
  describe: ([nodes]) => `crash of ${nodes}`,
};
