/** Packets get lost: a bad cable, a full buffer. A stream feels it as retransmission delay. */
import { formatShare } from '../../core/units/format-share.ts';
import type { FaultKind } from '../fault-kind.ts';
import { read } from '../parameter-values.ts';
import { impairRoutes, linkRoutes, ONE_WAY } from '../routes.ts';

export const linkLoss: FaultKind = {
  name: 'link-loss',
  summary: 'a share of the packets is lost on the links of one group, or between two',
  example: '{link-loss: [zone a, zone b], share: 5%, at: 1h, for: 10min}',
  targets: 'groups',
  groups: { min: 1, max: 2 },
  lasting: true,
  parameters: {
    share: { type: 'share', doc: 'share of the packets lost, besides what the link loses anyway', min: 0, max: 1 },
    oneWay: ONE_WAY,
  },
  strike: (strike) =>
    impairRoutes(strike.cluster, linkRoutes(strike), { loss: read.number(strike.parameters, 'share') }),
  describe: (groups, parameters) =>
    `packet loss (${formatShare(read.number(parameters, 'share'))}) on ${groups.join(' – ')}`,
};
