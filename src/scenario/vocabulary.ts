/** What a scenario may name: algorithms and faults by name, plug-ins included. */
import type { AutoscalingAlgorithm } from '../algorithms/autoscaling/autoscaler.ts';
import { autoscalingAlgorithms } from '../algorithms/autoscaling/registry.ts';
import type { BalancingAlgorithm } from '../algorithms/balancing/balancer.ts';
import { balancingAlgorithms } from '../algorithms/balancing/registry.ts';
import type { ConsensusProtocol } from '../algorithms/consensus/consensus.ts';
import { consensusProtocols } from '../algorithms/consensus/registry.ts';
import { schedulingAlgorithms } from '../algorithms/scheduling/registry.ts';
import type { SchedulingAlgorithm } from '../algorithms/scheduling/scheduler.ts';
import type { FaultKind } from '../faults/fault-kind.ts';
import { faultKinds } from '../faults/registry.ts';

export interface Vocabulary {
  readonly consensus: ReadonlyMap<string, ConsensusProtocol>;
  readonly balancing: ReadonlyMap<string, BalancingAlgorithm>;
  readonly autoscaling: ReadonlyMap<string, AutoscalingAlgorithm>;
  readonly scheduling: ReadonlyMap<string, SchedulingAlgorithm>;
  readonly faults: ReadonlyMap<string, FaultKind>;
}

/** The registries as they are when it is asked for: a plug-in that registers later is seen by the next scenario. */
export const builtInVocabulary: Vocabulary = {
  consensus: consensusProtocols,
  balancing: balancingAlgorithms,
  autoscaling: autoscalingAlgorithms,
  scheduling: schedulingAlgorithms,
  faults: faultKinds,
};
