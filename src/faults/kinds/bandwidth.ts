/** A bandwidth cap: messages queue for the link. The smallest cap in force counts. */
import type { FaultKind } from '../fault-kind.ts';
import { read } from '../parameter-values.ts';
import { impairRoutes, linkRoutes, ONE_WAY } from '../routes.ts';

export const bandwidth: FaultKind = {
  name: 'bandwidth',
  summary: 'the links carry at most `rate`; messages queue for it',
  example: '{bandwidth: leader of store, rate: 1MiB/s, at: 1h, for: 10min}',
  targets: 'groups',
  groups: { min: 1, max: 2 },
  lasting: true,
  parameters: {
    rate: { type: 'bandwidth', doc: 'bytes per second of every link touched', min: 1 },
    oneWay: ONE_WAY,
  },
  strike: (strike) =>
    impairRoutes(strike.cluster, linkRoutes(strike), { bandwidth: read.number(strike.parameters, 'rate') }),
  describe: (groups) => `bandwidth cap on ${groups.join(' – ')}`,
};
