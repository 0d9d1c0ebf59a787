/** The protocol that a plan is to be run with. */
import type { ConsensusProtocol } from '../../algorithms/consensus/consensus.ts';
import { consensusProtocols } from '../../algorithms/consensus/registry.ts';
import type { Plan } from '../../explore/plan.ts';

/** `given`, or the registered one that the plan names. RangeError if there is none. */
export function protocolOf({ protocol }: Plan, given: ConsensusProtocol | undefined): ConsensusProtocol {
  const found = given ?? consensusProtocols.get(protocol);
  if (found !== undefined) return found;
  throw new RangeError(`unknown consensus protocol "${protocol}": hand it to the matcher, or register it`);
}
