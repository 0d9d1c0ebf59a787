/** A delay spike: a congested or re-routed path adds latency to every message. */
import type { FaultKind } from '../fault-kind.ts';
import { read } from '../parameter-values.ts';
import { impairRoutes, linkRoutes, ONE_WAY } from '../routes.ts';

export const delay: FaultKind = {
  name: 'delay',
  summary: 'extra latency, drawn per message',
  example: '{delay: [zone a, rest], by: {normal: {mean: 50ms, sd: 10ms}}, at: 1h, for: 5min}',
  targets: 'groups',
  groups: { min: 1, max: 2 },
  lasting: true,
  parameters: {
    by: { type: 'random-duration', doc: 'added to the latency of every message' },
    oneWay: ONE_WAY,
  },
  strike: (strike) =>
    impairRoutes(strike.cluster, linkRoutes(strike), { extraLatency: read.random(strike.parameters, 'by') }),
  describe: (groups) => `delay on ${groups.join(' – ')}`,
};
