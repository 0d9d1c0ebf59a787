/** The wall clock is stepped at once and stays there: an operator, a leap second smeared wrongly. */
import { CLOCK_STEP } from '../clock-step.ts';
import type { FaultKind } from '../fault-kind.ts';
import { read } from '../parameter-values.ts';

export const clockJump: FaultKind = {
  name: 'clock-jump',
  summary: 'the wall clock jumps by `by`, for good',
  example: '{clock-jump: leader of store, by: -2s, every: {exponential: 1d}}',
  targets: 'nodes',
  groups: { min: 1, max: 1 },
  lasting: false,
  parameters: { by: CLOCK_STEP },
  strike({ servers, cluster, parameters }) {
    for (const node of servers) cluster.jumpClock(node, read.number(parameters, 'by'));
    return undefined;
  },
  describe: ([nodes]) => `clock jump of ${nodes}`,
};
