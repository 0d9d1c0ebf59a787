/**
 * The voters of one service: who runs, who is in contact with whom, and whether that makes a majority.
 *
 * Membership is the one in force, which in Raft is the last one appended: an uncommitted one counts until it is rolled
 * back or a later one is committed in its place. During joint consensus both majorities are needed. A voter whose node
 * is not known yet, since its process never said anything, is taken to run and to be in contact.
 */
import type { ProcessId } from '../../algorithms/environment.ts';
import type { ProtocolEvent } from '../../algorithms/protocol-event.ts';
import type { NodeId, NodeObservation } from '../../kernel/observation.ts';

export interface VotersOptions {
  readonly service: string;
  /** Nodes of the voters at boot. */
  readonly voters: readonly NodeId[];
  /** Whether a message sent now from one node to the other could arrive; absent: always. */
  readonly connected?: (from: NodeId, to: NodeId) => boolean;
}

/** Why a node does not run. */
export type Standstill = 'crash' | 'stop' | 'halt' | 'pause';

export interface Voters {
  /** Takes in what happened to a node; answers whether its process lost what it knew. */
  node(observation: NodeObservation): boolean;
  /** A process on `node` spoke; answers whether it is news that it is there. */
  heard(process: ProcessId, node: NodeId): boolean;
  /** Takes in a membership; answers whether it is now in force. */
  membership(process: ProcessId, event: MembershipEvent): boolean;
  standstill(node: NodeId): Standstill | undefined;
  /** Both ways; a node is in contact with itself. */
  inContact(a: NodeId, b: NodeId): boolean;
  /** The node runs and is in contact with a majority. */
  hasMajority(node: NodeId): boolean;
  /** Some voter has a majority. */
  hasQuorum(): boolean;
  /** A change is under way, or `node` was removed. */
  changing(node: NodeId): boolean;
  /** Incoming and outgoing ones whose node is known. */
  nodes(): ReadonlySet<NodeId>;
}

type MembershipEvent = Extract<ProtocolEvent, { type: 'membership' }>;

const UNKNOWN_NODE: NodeId = -1;

export function createVoters({ service, voters: atBoot, connected }: VotersOptions): Voters {
  const down = new Map<NodeId, Standstill>();
  const paused = new Set<NodeId>();
  const nodeOf = new Map<ProcessId, NodeId>();
  let inForce: (MembershipEvent & { readonly saidBy: ProcessId }) | undefined;
  let lastCommitted = -1;

  const nodesOf = (processes: readonly ProcessId[]): NodeId[] =>
    processes.map((process) => nodeOf.get(process) ?? UNKNOWN_NODE);
  const incoming = (): readonly NodeId[] => (inForce === undefined ? atBoot : nodesOf(inForce.membership.voters));
  const outgoing = (): readonly NodeId[] => (inForce === undefined ? [] : nodesOf(inForce.membership.outgoing));
  const known = (): NodeId[] => [...incoming(), ...outgoing()].filter((node) => node !== UNKNOWN_NODE);

  const runs = (node: NodeId): boolean => !down.has(node) && !paused.has(node);
  const inContact = (a: NodeId, b: NodeId): boolean =>
    a === b || b === UNKNOWN_NODE || (runs(b) && (connected === undefined || (connected(a, b) && connected(b, a))));
  const majorityOf = (node: NodeId, group: readonly NodeId[]): boolean =>
    group.length === 0 || group.filter((other) => inContact(node, other)).length * 2 > group.length;
  const hasMajority = (node: NodeId): boolean =>
    runs(node) && majorityOf(node, incoming()) && majorityOf(node, outgoing());

  return {
    node({ node, change, detail }) {
      // A process gives up alone; its name, `service@node`, comes first. Other services on the node go on.
      if (change === 'halt' && detail !== undefined && !detail.startsWith(`${service}@`)) return false;
      if (change === 'pause') paused.add(node);
      else if (change === 'resume') paused.delete(node);
      else if (change === 'start' || change === 'restart') {
        down.delete(node);
        paused.delete(node);
      } else if (change !== 'wipe') {
        down.set(node, change);
        return true;
      }
      return false;
    },
    heard(process, node) {
      if (nodeOf.has(process)) return false;
      nodeOf.set(process, node);
      return true;
    },
    membership(process, event) {
      const { index, committed } = event;
      const rolledBack = inForce?.committed === false && inForce.saidBy === process && index < inForce.index;
      const superseded = committed ? index <= lastCommitted : inForce !== undefined && index <= inForce.index;
      if (superseded && !rolledBack) return false;
      if (committed) lastCommitted = Math.max(lastCommitted, index);
      inForce = { ...event, saidBy: process };
      return true;
    },
    standstill: (node) => (paused.has(node) ? 'pause' : down.get(node)),
    inContact,
    hasMajority,
    hasQuorum: () => known().some(hasMajority),
    // The membership at boot, at index 0, is nobody's change.
    changing: (node) =>
      inForce !== undefined && ((!inForce.committed && inForce.index > 0) || !incoming().includes(node)),
    nodes: () => new Set(known()),
  };
}
