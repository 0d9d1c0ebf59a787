/** The consensus protocols by name. Plug-ins add theirs before a scenario is read. */
import type { ConsensusProtocol } from './consensus.ts';
import { raft } from './raft/raft.ts';

const protocols = new Map<string, ConsensusProtocol>([[raft.name, raft]]);

export const consensusProtocols: ReadonlyMap<string, ConsensusProtocol> = protocols;

/** Makes `protocol` known by its name. Throws if the name is taken. */
export function registerConsensus(protocol: ConsensusProtocol): void {
  if (protocols.has(protocol.name))
    throw new Error(`a consensus protocol named "${protocol.name}" is registered already`);
  protocols.set(protocol.name, protocol);
}
