/**
 * What is known of each replica from what it told: its role and term, the configurations that count for it, its log.
 * Shared by the invariants that need it, and up to date, the observation under way included, when they look. It looks at
 * every entry of every log: only for invariants that cost as much.
 *
 * What was told in a former life stands until the next one tells it anew: a replica that is down still has its disk.
 */
import type { ProcessId } from '../algorithms/environment.ts';
import type { Membership, ProtocolEvent, Role } from '../algorithms/protocol-event.ts';
import { getOrCreate } from '../core/get-or-create.ts';
import type { LogObservation, NodeId } from '../kernel/observation.ts';
import type { Trace } from '../kernel/trace.ts';
import { append, createReplicaLog, lastIndexOf, type ReplicaLog, reset, truncate } from './replica-log.ts';

export interface Replica {
  readonly service: string;
  readonly process: ProcessId;
  readonly node: NodeId;
  /** undefined while it is down, and until it said. */
  role: Role | undefined;
  term: number;
  /** The last committed configuration and those after it in its log; the last of all is in force. */
  configurations: KnownConfiguration[];
  readonly log: ReplicaLog;
  /** Its log is told from its base on next: it began a life, or installed a snapshot. */
  tellsAnew: boolean;
  installed: { readonly index: number; readonly term: number } | undefined;
  /** It said something of its log. */
  toldLog: boolean;
  /** Its disk was replaced when its log ended here: what it held before, it owes no more. */
  wipedUpTo: number;
}

export interface KnownConfiguration {
  readonly index: number;
  readonly membership: Membership;
}

export interface Replicas {
  of(process: ProcessId): Replica | undefined;
}

export function watchReplicas(trace: Pick<Trace, 'subscribe'>): Replicas {
  const replicas = new Map<ProcessId, Replica>();

  trace.subscribe('node', ({ node, change }) => {
    if (change === 'pause' || change === 'resume') return;
    for (const replica of replicas.values()) {
      if (replica.node !== node) continue;
      // One of several processes on a node may have given up: the others say so when they next change their role.
      replica.role = undefined;
      if (change === 'wipe') replica.wipedUpTo = lastIndexOf(replica.log);
      else if (change === 'start' || change === 'restart') {
        replica.configurations = [];
        replica.tellsAnew = true;
      }
    }
  });
  trace.subscribe('protocol', ({ service, process, node, event }) => {
    const replica = getOrCreate(replicas, process, () => createReplica(service, process, node));
    if (event.type === 'role') {
      replica.role = event.role;
      replica.term = event.term;
    } else if (event.type === 'membership') noteMembership(replica, event);
    else if (event.type === 'snapshot' && event.action === 'installed') {
      replica.tellsAnew = true;
      replica.installed = event;
    }
  });
  trace.subscribe('log', ({ service, process, node, change, index, term }: LogObservation) => {
    if (change !== 'append' && change !== 'truncate') return;
    const replica = getOrCreate(replicas, process, () => createReplica(service, process, node));
    replica.toldLog = true;
    if (change === 'append') {
      append(replica.log, index, term);
      return;
    }
    dropConfigurations(replica, index);
    if (replica.tellsAnew)
      reset(replica.log, index - 1, replica.installed?.index === index - 1 ? replica.installed.term : undefined);
    else truncate(replica.log, index);
    replica.tellsAnew = false;
    replica.installed = undefined;
  });
  return { of: (process) => replicas.get(process) };
}

const createReplica = (service: string, process: ProcessId, node: NodeId): Replica => ({
  service,
  process,
  node,
  role: undefined,
  term: 0,
  configurations: [],
  log: createReplicaLog(),
  tellsAnew: false,
  installed: undefined,
  toldLog: false,
  wipedUpTo: 0,
});

/** A committed one ends the wait of those before it; one that is in the log already has only been told again. */
function noteMembership(replica: Replica, event: Extract<ProtocolEvent, { type: 'membership' }>): void {
  const { index, membership, committed } = event;
  const others = replica.configurations.filter((other) => (committed ? other.index > index : other.index < index));
  replica.configurations = committed ? [{ index, membership }, ...others] : [...others, { index, membership }];
}

function dropConfigurations(replica: Replica, from: number): void {
  replica.configurations = replica.configurations.filter(({ index }) => index < from);
}
