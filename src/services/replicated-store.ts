/**
 * Puts a replicated store onto a cluster: one process per node, voters first, then learners, then spares.
 *
 * It publishes `apply` for every entry that a replica applies, `log` for every change of a replica's log and `served`
 * for every answered request, in calendar time. What replicas report themselves (`protocol`) is published by the cluster that hosts them.
 */
import type { ConsensusConfig, ConsensusStatus, LogObserver, Quiescence } from '../algorithms/consensus/consensus.ts';
import { consensusProtocols } from '../algorithms/consensus/registry.ts';
import type { Environment, Message, ProcessId } from '../algorithms/environment.ts';
import { commandDigest } from '../algorithms/state-machine/command-digest.ts';
import type { KeyValueCommand } from '../algorithms/state-machine/key-value-command.ts';
import type { Cluster, MessageCost } from '../cluster/cluster.ts';
import { createDistribution } from '../core/distributions/create-distribution.ts';
import type { DistributionSpec } from '../core/distributions/distribution.ts';
import { randomStream } from '../core/random/random-stream.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { LogObservation, NodeId } from '../kernel/observation.ts';
import type { Trace } from '../kernel/trace.ts';
import { scheduleOperations } from './schedule-operations.ts';
import type { ReplicatedStoreSpec } from './service.ts';
import { isStoreRequest, responseBytes, type StoreResponse } from './store-messages.ts';
import { createStoreReplica, type StoreReplica } from './store-replica.ts';

/** The store as clients, faults and observers know it. A `ServiceView` (faults/world.ts), too. */
export interface ReplicatedStore {
  readonly name: string;
  readonly spec: ReplicatedStoreSpec;
  /** Whom clients may ask, and whose nodes `replicas` gives, in the same order. */
  readonly processes: readonly ProcessId[];
  replicas(): readonly NodeId[];
  /** The node of the running leader of the highest term, if any. */
  leader(): NodeId | undefined;
  /** undefined while the node is down or hosts no replica. */
  status(node: NodeId): ConsensusStatus | undefined;
  /** Whether the running replica on that node is at rest, see `Consensus.quiescence`. */
  quiescence(node: NodeId): Quiescence | undefined;
  /** The process of the replica on that node. RangeError if it hosts none. */
  processOn(node: NodeId): ProcessId;
  /** What the running replica on that node waits for, see `Consensus.awaiting`. */
  awaiting(node: NodeId): string | undefined;
  /** Client requests that running replicas have taken up and not answered. */
  pending(): number;
}

/** All of it before `cluster.boot`. RangeError for an unknown protocol or an order for a node without a replica. */
export function installReplicatedStore(
  cluster: Cluster,
  kernel: Kernel,
  trace: Trace,
  spec: ReplicatedStoreSpec,
  seed: number,
): ReplicatedStore {
  const protocol = consensusProtocols.get(spec.consensus);
  if (protocol === undefined) throw new RangeError(`unknown consensus protocol: ${spec.consensus}`);
  const nodes = [...spec.voters, ...spec.learners, ...spec.spares];
  const names = new Map(cluster.topology.nodes.map(({ id, name }) => [id, name]));

  const processes: ProcessId[] = nodes.map((node) =>
    cluster.addProcess({
      name: `${spec.name}@${names.get(node)}`,
      service: spec.name,
      node,
      transport: spec.transport,
      create: (environment) => createReplica(environment, node),
      cost: messageCost(spec, seed, `${spec.name}@${names.get(node)}`),
      queueLimit: spec.queueLimit,
      refuse: refuseRequest,
    }),
  );
  const config: ConsensusConfig = {
    voters: processes.slice(0, spec.voters.length),
    learners: processes.slice(spec.voters.length, spec.voters.length + spec.learners.length),
    options: spec.options,
  };

  const createReplica = (environment: Environment<Message, unknown>, node: NodeId): StoreReplica => {
    const process = environment.self;
    const publishLog = (change: LogObservation['change'], index: number, term: number, digest: number): void =>
      trace.publish({ kind: 'log', time: kernel.now, service: spec.name, process, node, change, index, term, digest });
    const log: LogObserver = {
      appended(index, term, command) {
        if (trace.wants('log'))
          publishLog('append', index, term, digestOf(command?.data as KeyValueCommand | undefined));
      },
      truncated(from) {
        if (trace.wants('log')) publishLog('truncate', from, 0, 0);
      },
      committed(index) {
        if (trace.wants('log')) publishLog('commit', index, 0, 0);
      },
    };
    return createStoreReplica(
      environment,
      protocol,
      { ...config, log },
      {
        proposed(command) {
          if (trace.wants('log')) publishLog('propose', 0, 0, digestOf(command));
        },
        applied(index, term, data, effect) {
          if (!trace.wants('apply')) return;
          const digest = digestOf(data);
          const command = data === undefined ? undefined : commandName(data);
          const time = kernel.now;
          const service = spec.name;
          trace.publish({ kind: 'apply', time, service, process, node, index, term, digest, effect, command });
        },
        served() {
          if (trace.wants('served')) trace.publish({ kind: 'served', time: kernel.now, service: spec.name, node });
        },
      },
    );
  };

  const running = (i: number): StoreReplica | undefined =>
    i >= 0 && cluster.isRunning(nodes[i]) ? (cluster.processAt(processes[i]) as StoreReplica | undefined) : undefined;

  const leaderIndex = (): number => {
    let best = -1;
    let bestTerm = -1;
    for (let i = 0; i < nodes.length; i++) {
      const status = running(i)?.consensus.status();
      if (status?.role !== 'leader' || status.term <= bestTerm) continue;
      best = i;
      bestTerm = status.term;
    }
    return best;
  };

  const processOn = (node: NodeId): ProcessId => {
    const i = nodes.indexOf(node);
    if (i < 0) throw new RangeError(`${spec.name} has no replica on ${names.get(node) ?? `node ${node}`}`);
    return processes[i];
  };
  const alive = (process: ProcessId): boolean => running(processes.indexOf(process)) !== undefined;

  scheduleOperations(kernel, spec.operations, { leader: () => running(leaderIndex())?.consensus, processOn });

  return {
    name: spec.name,
    spec,
    processes,
    replicas: () => nodes,
    leader: () => nodes[leaderIndex()],
    status: (node) => running(nodes.indexOf(node))?.consensus.status(),
    quiescence: (node) => running(nodes.indexOf(node))?.consensus.quiescence(alive),
    processOn,
    awaiting: (node) => running(nodes.indexOf(node))?.consensus.awaiting?.(),
    pending: () => nodes.reduce((sum, _, i) => sum + (running(i)?.pending() ?? 0), 0),
  };
}

const digestOf = (command: KeyValueCommand | undefined): number => (command === undefined ? 0 : commandDigest(command));

/** The same in every attempt. */
const commandName = ({ session }: KeyValueCommand): string | undefined =>
  session === undefined ? undefined : `${session.client}/${session.session}/${session.sequence}`;

/** CPU time: requests on any core, messages between replicas one at a time. Streams `cpu/<process>/…`. */
function messageCost(spec: ReplicatedStoreSpec, seed: number, process: string): (message: Message) => MessageCost {
  const request = costOf(spec.requestCost, 'parallel', seed, `cpu/${process}/request`);
  const message = costOf(spec.messageCost, 'serial', seed, `cpu/${process}/message`);
  return (received) => (isStoreRequest(received) ? request() : message());
}

function costOf(spec: DistributionSpec, thread: MessageCost['thread'], seed: number, name: string): () => MessageCost {
  const distribution = createDistribution(spec);
  if (spec.kind === 'constant') {
    const cost: MessageCost = { time: Math.round(spec.value), thread };
    return () => cost;
  }
  const random = randomStream(seed, name);
  return () => ({ time: Math.round(distribution.sample(random)), thread });
}

/** A full CPU queue: clients are told, messages of the protocol are dropped, which it takes for a slow network. */
function refuseRequest(from: ProcessId, message: Message, environment: Environment<Message, unknown>): void {
  if (!isStoreRequest(message)) return;
  const { operation, attempt } = message;
  const response: StoreResponse = { kind: 'store/response', operation, attempt, answer: { status: 'overload' } };
  environment.send(from, response, responseBytes(0));
}
