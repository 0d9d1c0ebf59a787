/** The consensus protocols by name. Plug-ins add theirs before a scenario is read. */
import type { ConsensusProtocol } from './consensus.ts';
import { multiPaxos } from './multi-paxos/multi-paxos.ts';
import { raft } from './raft/raft.ts';

const protocols = new Map<string, ConsensusProtocol>([raft, multiPaxos].map((protocol) => [protocol.name, protocol]));

export const consensusProtocols: ReadonlyMap<string, ConsensusProtocol> = protocols;

/** Makes `protocol` known by its name. Throws if the name is taken. */
export function registerConsensus(protocol: ConsensusProtocol): void {
  if (protocols.has(protocol.name))
    throw new Error(`a consensus protocol named "${protocol.name}" is registered already`);
  protocols.set(protocol.name, protocol);
}

/** Calls `act` while `protocol` is known by its name, in place of one that may have it. What `act` leaves to later does not count. */
export function withConsensus<T>(protocol: ConsensusProtocol, act: () => T): T {
  const { name } = protocol;
  const before = protocols.get(name);
  protocols.set(name, protocol);
  try {
    return act();
  } finally {
    if (before === undefined) protocols.delete(name);
    else protocols.set(name, before);
  }
}
