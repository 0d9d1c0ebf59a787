/** What a scenario may name: algorithms and faults by name, plug-ins included. */
import type { ConsensusProtocol } from '../algorithms/consensus/consensus.ts';
import { consensusProtocols } from '../algorithms/consensus/registry.ts';
import type { FaultKind } from '../faults/fault-kind.ts';
import { faultKinds } from '../faults/registry.ts';

export interface Vocabulary {
  readonly consensus: ReadonlyMap<string, ConsensusProtocol>;
  readonly faults: ReadonlyMap<string, FaultKind>;
}

/** The registries as they are when it is asked for: a plug-in that registers later is seen by the next scenario. */
export const builtInVocabulary: Vocabulary = { consensus: consensusProtocols, faults: faultKinds };
