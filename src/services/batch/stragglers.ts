/**
 * Which tasks of a job get a second copy. When a job is close to its end, those that are still running and have taken much
 * longer than the others are started once more somewhere else, and the first to end counts (Dean & Ghemawat, OSDI 2004, §3.6:
 * backup tasks). Close to its end: `finishedShare` of the tasks are done. Much longer: `slowerThan` times the median of
 * those. The ones that would end last come first, at most `maxShare` of the tasks (Zaharia et al., "Improving MapReduce
 * performance in heterogeneous environments", OSDI 2008, LATE; no progress is reported here, so the ones that have run longest).
 */
import type { Micros } from '../../core/time.ts';
import type { SpeculationSpec } from './batch.ts';
import { type BatchJob, type Claim, isRunning } from './batch-job.ts';

export interface Stragglers {
  /** To be copied now. */
  readonly copy: readonly Claim[];
  /** When the next one will have run for too long; Infinity if none can. */
  readonly next: Micros;
}

const NONE: Stragglers = { copy: [], next: Number.POSITIVE_INFINITY };

export function stragglersOf(job: BatchJob, spec: SpeculationSpec, now: Micros): Stragglers {
  const { tasks, durations, copies, of } = job;
  const allowed = Math.ceil(spec.maxShare * tasks.length) - copies;
  if (of.gang || allowed <= 0 || durations.length === 0) return NONE;
  if (durations.length < spec.finishedShare * tasks.length) return NONE;
  const patience = spec.slowerThan * median(durations);
  const alone = tasks
    .filter(({ done, claims }) => !done && claims.length === 1 && isRunning(claims[0]))
    .map(({ claims }) => claims[0])
    .sort((a, b) => a.startedAt - b.startedAt || a.id - b.id);
  const slow = alone.filter(({ startedAt }) => startedAt + patience <= now);
  const copy = slow.slice(0, allowed);
  const following = copy.length < allowed ? alone[slow.length] : undefined;
  return { copy, next: following === undefined ? Number.POSITIVE_INFINITY : following.startedAt + patience };
}

/** Of an ascending list with at least one entry. */
function median(values: readonly number[]): number {
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}
