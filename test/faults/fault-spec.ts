/** A fault record with everything filled in but what the test is about. */
import type { FaultSpec } from '../../src/faults/fault.ts';

export const faultSpec = (kind: string, targets: readonly string[], rest: Partial<FaultSpec> = {}): FaultSpec => ({
  name: kind,
  kind,
  targets,
  schedule: { type: 'at', times: [1000] },
  parameters: {},
  ...rest,
});
