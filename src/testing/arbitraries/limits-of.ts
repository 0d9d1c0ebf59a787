/** The bounds of drawn plans as one protocol has them: its options, and the defaults for everything else. */
import type { ConsensusProtocol } from '../../algorithms/consensus/consensus.ts';
import { DEFAULT_LIMITS, type PlanLimits } from '../../explore/arbitraries/plan-limits.ts';

/** Every bound of `plans` can be set; what is not set has a default that suits any protocol. */
export type PlanBounds = Partial<Omit<PlanLimits, 'protocol' | 'parameters'>>;

export const limitsOf = (
  { name, options }: Pick<ConsensusProtocol, 'name' | 'options'>,
  bounds: PlanBounds,
): PlanLimits => ({ ...DEFAULT_LIMITS, ...bounds, protocol: name, parameters: options });
