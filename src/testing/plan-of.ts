/** A plan from its parts: what is not given is plain. */
import type { ConsensusProtocol } from '../algorithms/consensus/consensus.ts';
import { MILLISECOND, SECOND } from '../core/time.ts';
import type { Plan } from '../explore/plan.ts';

const PLAIN: Omit<Plan, 'protocol'> = {
  seed: 1,
  options: {},
  voters: 3,
  spares: 0,
  transport: 'stream',
  latency: { min: MILLISECOND, max: MILLISECOND },
  fsync: { min: MILLISECOND, max: MILLISECOND },
  duration: 8 * SECOND,
  operations: [],
  orders: [],
  faults: [],
  healing: undefined,
};

/**
 * Three voters on streams, 1 ms for a message and for an fsync, 8 s, nothing happens: but for what `parts` says. The drawn
 * times of `faultSchedules` and `workloads` end at 6 s, so that something is left for what comes of them.
 */
export const planOf = (protocol: ConsensusProtocol, parts: Partial<Omit<Plan, 'protocol'>> = {}): Plan => ({
  ...PLAIN,
  ...parts,
  protocol: protocol.name,
});
