/**
 * A bit of a durable record flips. Nothing shows until the node recovers from its disk, so it takes a crash to find it,
 * and nothing undoes it. Source of the fault: Alagappan et al., "Protocol-Aware Recovery", FAST 2018.
 */
import type { FaultKind } from '../fault-kind.ts';
import { read } from '../parameter-values.ts';

export const bitRot: FaultKind = {
  name: 'bit-rot',
  summary: 'a bit of a durable record flips, for good; found at the next recovery',
  example: '{bit-rot: a follower of store, record: tail, at: 5min}',
  targets: 'nodes',
  groups: { min: 1, max: 1 },
  lasting: false,
  parameters: {
    record: { type: { oneOf: ['any', 'tail'] }, doc: 'a random record, or the last one', default: 'any' },
  },
  strike({ servers, cluster, parameters }) {
    const record = read.text(parameters, 'record') === 'tail' ? 'tail' : 'any';
    for (const node of servers) cluster.rotDisk(node, record);
    return undefined;
  },
  describe: ([nodes]) => `bit rot on ${nodes}`,
};
