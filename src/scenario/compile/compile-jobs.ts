/** Classes of jobs with their cluster found and every default filled in; a task must fit on some machine. */
import { formatBytes } from '../../core/units/format-bytes.ts';
import type { BatchSpec } from '../../services/batch/batch.ts';
import type { ServiceSpec } from '../../services/service.ts';
import type { JobClassSpec } from '../../workload/job-class.ts';
import { isName } from '../decode/is-name.ts';
import type { Named } from '../decode/map-of.ts';
import { readArrivals } from '../files/read-arrivals.ts';
import type { ReadFile } from '../files/scenario-source.ts';
import type { JobDraft } from '../format/job-shape.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { ScalarNode } from '../yaml/tree.ts';
import { findService } from './find-service.ts';
import type { Places } from './places.ts';

export interface JobContext {
  readonly places: Places;
  /** By name; null for one that did not decode. */
  readonly services: ReadonlyMap<string, ServiceSpec | null>;
  readonly readFile: ReadFile | undefined;
  readonly reporter: Reporter;
}

/** One machine must have enough of both; the message names what is short on the best of them. */
const checkFit = ({ cores, memory }: JobDraft, cluster: BatchSpec, places: Places, reporter: Reporter) => {
  const coresOf = cluster.nodes.map((id) => places.nodes[id].machine.cores);
  if (coresOf.some((has, index) => has >= cores.value && cluster.memory[index] >= memory.value)) return;
  const most = Math.max(0, ...coresOf);
  const largest = Math.max(0, ...cluster.memory);
  if (cores.value > most) reporter.report(cores.node, messages.taskTooLarge(cluster.name, `${most} cores`));
  else if (memory.value > largest) {
    reporter.report(memory.node, messages.taskTooLarge(cluster.name, formatBytes(largest)));
  } else reporter.report(cores.node, messages.taskTooLarge(cluster.name, 'both'));
};

/** All of its tasks must find room at once. */
const checkGang = (
  key: ScalarNode,
  { gang, tasks, cores, memory }: JobDraft,
  cluster: BatchSpec,
  places: Places,
  reporter: Reporter,
) => {
  const room = cluster.nodes.reduce((sum, id, index) => {
    const byCores = Math.floor(places.nodes[id].machine.cores / cores.value);
    return sum + Math.min(byCores, Math.floor(cluster.memory[index] / memory.value));
  }, 0);
  if (gang && room > 0 && tasks.max > room) reporter.report(key, messages.gangTooLarge(cluster.name, tasks.max, room));
};

const compileJob = (
  { name, key, value: draft }: Named<JobDraft>,
  { places, services, readFile, reporter }: JobContext,
): JobClassSpec | undefined => {
  if (draft === undefined) return undefined;
  const target = findService(draft.target, [...services.keys()], reporter);
  const cluster = services.get(target ?? '') ?? null;
  if (cluster?.kind === 'batch') {
    checkFit(draft, cluster, places, reporter);
    checkGang(key, draft, cluster, places, reporter);
  } else if (cluster !== null) reporter.report(draft.target[0], messages.jobsElsewhere(cluster.name, cluster.kind));
  const { user } = draft;
  if (user !== undefined && !isName(user.value)) reporter.report(user.node, messages.badName(user.value));
  const written = draft.arrivals.value;
  const arrivals = 'file' in written ? readArrivals(written.kind, written.file, readFile, reporter) : written;
  if (arrivals === undefined || target === undefined) return undefined;
  const { priority, tasks, runtime, gang, maxFailures, deadline } = draft;
  return {
    name,
    target,
    user: user?.value ?? name,
    priority,
    arrivals,
    tasks,
    cores: draft.cores.value,
    memory: draft.memory.value,
    runtime,
    straggler: draft.straggler ?? { chance: 0, factor: 1 },
    gang,
    maxFailures,
    deadline,
  };
};

/** Those that decoded; what is wrong with the others has been reported. */
export const compileJobs = (drafts: readonly Named<JobDraft>[], context: JobContext): JobClassSpec[] =>
  drafts.flatMap((draft) => compileJob(draft, context) ?? []);
