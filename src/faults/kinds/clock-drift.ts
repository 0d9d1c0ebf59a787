/** All clocks of the node run fast or slow, its timers and leases with them. */
import type { FaultKind } from '../fault-kind.ts';
import { onEach } from '../on-each.ts';
import { read } from '../parameter-values.ts';

export const clockDrift: FaultKind = {
  name: 'clock-drift',
  summary: 'the clocks of the node run fast by `rate` (negative: slow), timers included',
  example: '{clock-drift: n1, rate: 10000ppm, at: 1h, for: 1h}',
  targets: 'nodes',
  groups: { min: 1, max: 1 },
  lasting: true,
  parameters: {
    rate: {
      type: 'ppm',
      doc: 'added to the rate error of the clocks; negative: slow',
      default: 200,
      source: 'the worst case that Spanner plans for (Corbett et al., OSDI 2012, §3)',
      min: -100_000,
      max: 100_000,
    },
  },
  strike: ({ servers, cluster, parameters }) =>
    onEach(servers, (node) => cluster.driftClock(node, read.number(parameters, 'rate'))),
  describe: ([nodes], parameters) => `clock drift (${read.number(parameters, 'rate')} ppm) of ${nodes}`,
};
