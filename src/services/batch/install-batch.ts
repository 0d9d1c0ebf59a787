/** Puts a batch cluster onto its machines: an executor on each, and their manager on a machine of its own. */
import type { ProcessId } from '../../algorithms/environment.ts';
import { schedulingAlgorithms } from '../../algorithms/scheduling/registry.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import { randomStream } from '../../core/random/random-stream.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { NodeId } from '../../kernel/observation.ts';
import type { Trace } from '../../kernel/trace.ts';
import type { BatchSpec } from './batch.ts';
import { type BatchManager, createBatchManager, type TaskCounts } from './batch-manager.ts';
import { createBatchObserver } from './batch-observer.ts';
import { createExecutor } from './executor.ts';
import type { SubmittedJob } from './submitted-job.ts';

/** A batch cluster as those who submit jobs, faults and observers know it. A `ServiceView` (faults/world.ts), too. */
export interface Batch {
  readonly name: string;
  readonly spec: BatchSpec;
  /** From the boot on. */
  submit(job: SubmittedJob): void;
  tasks(): TaskCounts;
  /** Its machines. */
  replicas(): readonly NodeId[];
  /** It has none that could fail. */
  leader(): undefined;
}

/** All of it before `cluster.boot`. `managerNode`: takes no faults. RangeError for an unknown algorithm. */
export function installBatch(
  cluster: Cluster,
  kernel: Kernel,
  trace: Trace,
  spec: BatchSpec,
  managerNode: NodeId,
  seed: number,
): Batch {
  const { name, nodes, memory, options, speculation } = spec;
  const algorithm = schedulingAlgorithms.get(spec.scheduler);
  if (algorithm === undefined) throw new RangeError(`unknown scheduling algorithm: ${spec.scheduler}`);
  const machines = nodes.map((node, i) => [cluster.topology.nodes[node].machine.cores, memory[i]]);
  const random = randomStream(seed, `scheduler/${name}`);
  const scheduler = algorithm.create({ machines, random }, options);
  const observer = createBatchObserver(kernel, trace, name);

  const executors: ProcessId[] = [];
  let living: BatchManager | undefined;
  const manager = cluster.addProcess({
    name: `${name}/scheduler`,
    service: name,
    node: managerNode,
    transport: 'stream',
    create(environment) {
      living = createBatchManager(environment, { executors, scheduler, speculation, observer });
      return living;
    },
  });
  for (const node of nodes) {
    const executor = cluster.addProcess({
      name: `${name}@${cluster.topology.nodes[node].name}`,
      service: name,
      node,
      transport: 'stream',
      create: (environment) => createExecutor(environment, { node, manager, cluster, observer }),
    });
    executors.push(executor);
  }
  return {
    name,
    spec,
    submit: (job) => living?.submit(job),
    tasks: () => living?.tasks() ?? { waiting: 0, running: 0, finished: 0, failed: 0 },
    replicas: () => nodes,
    leader: () => undefined,
  };
}
