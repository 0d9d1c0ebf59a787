/** Datagrams overtake each other: several paths, several queues. Streams put them in order again. */
import { formatShare } from '../../core/units/format-share.ts';
import type { FaultKind } from '../fault-kind.ts';
import { read } from '../parameter-values.ts';
import { impairRoutes, linkRoutes, ONE_WAY } from '../routes.ts';

export const reorder: FaultKind = {
  name: 'reorder',
  summary: 'a share of the datagrams is delayed, so that later ones overtake them',
  example: '{reorder: all nodes, share: 20%, at: 0s}',
  targets: 'groups',
  groups: { min: 1, max: 2 },
  lasting: true,
  parameters: {
    share: { type: 'share', doc: 'share of the datagrams delayed by a second latency draw', min: 0, max: 1 },
    oneWay: ONE_WAY,
  },
  strike: (strike) =>
    impairRoutes(strike.cluster, linkRoutes(strike), { reorder: read.number(strike.parameters, 'share') }),
  describe: (groups, parameters) =>
    `reordering (${formatShare(read.number(parameters, 'share'))}) on ${groups.join(' – ')}`,
};
