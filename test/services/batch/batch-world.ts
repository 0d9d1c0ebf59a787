/** A batch cluster on machines of its own, ready to run. */

import { schedulingAlgorithms } from '../../../src/algorithms/scheduling/registry.ts';
import { createCluster } from '../../../src/cluster/create-cluster.ts';
import type { Topology } from '../../../src/cluster/topology.ts';
import { defaultValues } from '../../../src/core/default-values.ts';
import { constantSpec } from '../../../src/core/distributions/distribution.ts';
import { SECOND } from '../../../src/core/time.ts';
import { Kernel } from '../../../src/kernel/kernel.ts';
import type { JobObservation, TaskObservation } from '../../../src/kernel/observation.ts';
import { createTrace } from '../../../src/kernel/trace.ts';
import type { BatchSpec } from '../../../src/services/batch/batch.ts';
import { installBatch } from '../../../src/services/batch/install-batch.ts';
import type { SubmittedJob } from '../../../src/services/batch/submitted-job.ts';
import type { JobClassSpec } from '../../../src/workload/job-class.ts';
import { submitJobs } from '../../../src/workload/submit-jobs.ts';
import { linkPlan, linkSpec, machineSpec, nodePlan } from '../../cluster/small-world.ts';

export const job = (runtimes: readonly number[], changes: Partial<SubmittedJob> = {}): SubmittedJob => ({
  jobClass: 'class',
  user: 'ann',
  priority: 0,
  cores: 1,
  memory: 1,
  gang: false,
  maxFailures: 4,
  deadline: Number.POSITIVE_INFINITY,
  runtimes,
  stretch: () => 1,
  ...changes,
});

export interface BatchWorldOptions {
  /** Cores and memory of each machine. */
  readonly machines: readonly (readonly [cores: number, memory: number])[];
  readonly scheduler?: string;
  readonly spec?: Partial<BatchSpec>;
  readonly classes?: readonly JobClassSpec[];
  readonly seed?: number;
  /** One-way, between any two machines. */
  readonly latency?: number;
}

export function createBatchWorld(options: BatchWorldOptions) {
  const { machines, scheduler = 'first-come-first-served', spec = {}, classes = [], seed = 1, latency = 100 } = options;
  const kernel = new Kernel();
  const trace = createTrace();
  const tasks: TaskObservation[] = [];
  const jobs: JobObservation[] = [];
  trace.subscribe('task', (observation) => void tasks.push(observation));
  trace.subscribe('job', (observation) => void jobs.push(observation));
  const nodes = machines.map(([cores], id) => nodePlan(id, { machine: machineSpec({ cores }) }));
  const manager = nodePlan(nodes.length, { role: 'client', name: 'batch/scheduler@a', rack: 'a/@clients' });
  const topology: Topology = {
    nodes: [...nodes, manager],
    links: linkPlan(linkSpec({ latency: constantSpec(latency) })),
  };
  const cluster = createCluster(kernel, trace, topology, seed);
  const algorithm = schedulingAlgorithms.get(scheduler);
  const batch = installBatch(
    cluster,
    kernel,
    trace,
    {
      kind: 'batch',
      name: 'batch',
      nodes: nodes.map(({ id }) => id),
      memory: machines.map(([, memory]) => memory),
      scheduler,
      options: algorithm === undefined ? {} : defaultValues(algorithm.options),
      ...spec,
    },
    manager.id,
    seed,
  );
  for (const each of classes) submitJobs(kernel, each, seed, batch.submit);
  const call = kernel.register((_a, _b, act) => (act as () => void)());
  cluster.boot();
  return {
    kernel,
    trace,
    cluster,
    batch,
    tasks,
    jobs,
    at: (seconds: number, act: () => void): void => void kernel.at(seconds * SECOND, 1, call, 0, 0, act),
    run: (seconds: number): void => void kernel.run(seconds * SECOND),
    /** `change job/task@node`, a copy with a prime. */
    told: (): string[] =>
      tasks.map(({ change, job: of, task, node, copy }) => `${change} ${of}/${task}${copy ? "'" : ''}@${node}`),
  };
}

/** Core·µs that attempts held up to `end`, all of them and those that came to nothing. */
export function heldBy(
  tasks: readonly TaskObservation[],
  end: number,
): { readonly all: number; readonly wasted: number } {
  const since = new Map<string, number>();
  let all = 0;
  let wasted = 0;
  for (const { time, node, job: of, task, change, cores } of tasks) {
    const name = `${of}/${task}@${node}`;
    if (change === 'started') {
      since.set(name, time);
      continue;
    }
    const held = cores * (time - (since.get(name) ?? Number.NaN));
    since.delete(name);
    all += held;
    if (change !== 'finished') wasted += held;
  }
  const cores = new Map(tasks.map((each) => [`${each.job}/${each.task}@${each.node}`, each.cores]));
  for (const [name, time] of since) all += (cores.get(name) ?? 0) * (end - time);
  return { all, wasted };
}
