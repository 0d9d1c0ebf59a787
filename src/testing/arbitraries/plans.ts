/** Whole runs with every choice uniform within given bounds. For finding bugs, `huntedPlans` is the better source. */
import type * as fc from 'fast-check';
import type { ConsensusProtocol } from '../../algorithms/consensus/consensus.ts';
import { planArbitrary } from '../../explore/arbitraries/plan-arbitrary.ts';
import type { Plan } from '../../explore/plan.ts';
import { limitsOf, type PlanBounds } from './limits-of.ts';
import { whileKnown } from './while-known.ts';

/**
 * Without healing, so that safety alone is at stake. Shrinks to fewer decisions, fewer machines, defaults and round
 * numbers.
 *
 * @example
 * fc.property(plans(raft, { faultKinds: ['crash', 'pause'], faults: 5 }), (plan) => {
 *   expect(runCluster(raft, plan)).toHoldInvariants();
 * });
 */
export const plans = (protocol: ConsensusProtocol, bounds: PlanBounds = {}): fc.Arbitrary<Plan> =>
  whileKnown(protocol, planArbitrary(limitsOf(protocol, bounds)));
