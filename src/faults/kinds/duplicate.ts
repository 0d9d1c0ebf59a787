/** Datagrams arrive twice: a retransmitting switch, a routing loop. Streams never show it. */
import { formatShare } from '../../core/units/format-share.ts';
import type { FaultKind } from '../fault-kind.ts';
import { read } from '../parameter-values.ts';
import { impairRoutes, linkRoutes, ONE_WAY } from '../routes.ts';

export const duplicate: FaultKind = {
  name: 'duplicate',
  summary: 'a share of the datagrams arrives twice',
  example: '{duplicate: all nodes, share: 10%, at: 0s}',
  targets: 'groups',
  groups: { min: 1, max: 2 },
  lasting: true,
  parameters: {
    share: { type: 'share', doc: 'share of the datagrams delivered twice', min: 0, max: 1 },
    oneWay: ONE_WAY,
  },
  strike: (strike) =>
    impairRoutes(strike.cluster, linkRoutes(strike), { duplicate: read.number(strike.parameters, 'share') }),
  describe: (groups, parameters) =>
    `duplication (${formatShare(read.number(parameters, 'share'))}) on ${groups.join(' – ')}`,
};
