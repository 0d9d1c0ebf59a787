/** One step from a plan to a near one. What it leaves beyond the contract is put right afterwards. */
import type { ConsensusProtocol } from '../../algorithms/consensus/consensus.ts';
import type { Draw } from '../draw/draw.ts';
import type { HuntSpace } from '../hunt-space.ts';
import type { Plan } from '../plan.ts';

export interface MutationContext {
  readonly draw: Draw;
  readonly space: HuntSpace;
  readonly protocol: ConsensusProtocol;
  /** Another plan that reached something new. */
  readonly other: Plan;
}

export interface Mutation {
  readonly name: string;
  readonly weight: number;
  /** The plan itself where there is nothing to change. */
  apply(plan: Plan, context: MutationContext): Plan;
}
