/** The wall clock stands wrong for a while, as with a bad NTP server, and is set right when healed. */

import { CLOCK_STEP } from '../clock-step.ts';
import type { FaultKind } from '../fault-kind.ts';
import { onEach } from '../on-each.ts';
import { read } from '../parameter-values.ts';

export const clockSkew: FaultKind = {
  name: 'clock-skew',
  summary: 'the wall clock is off by `by` until healed',
  example: '{clock-skew: n1, by: 500ms, at: 1min, for: 5min}',
  targets: 'nodes',
  groups: { min: 1, max: 1 },
  lasting: true,
  parameters: { by: CLOCK_STEP },
  strike({ servers, cluster, parameters }) {
    const by = read.number(parameters, 'by');
    return onEach(servers, (node) => {
      cluster.jumpClock(node, by);
      return () => cluster.jumpClock(node, -by);
    });
  },
  describe: ([nodes]) => `clock skew of ${nodes}`,
};
