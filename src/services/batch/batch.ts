/** A cluster that runs jobs made of tasks: plain data. */
import type { ParameterValues } from '../../core/parameters.ts';
import type { NodeId } from '../../kernel/observation.ts';

export interface BatchSpec {
  readonly kind: 'batch';
  readonly name: string;
  /** Machines that run tasks. Cores are those of the machine. */
  readonly nodes: readonly NodeId[];
  /** Bytes on each of `nodes`. */
  readonly memory: readonly number[];
  /** Name of the scheduling algorithm in its registry. */
  readonly scheduler: string;
  readonly options: ParameterValues;
  /** Second copies of tasks that take long; the first to end counts. Absent: none. */
  readonly speculation?: SpeculationSpec;
}

export interface SpeculationSpec {
  /** A task is a straggler when it has run for this many times the median of its job's finished tasks. */
  readonly slowerThan: number;
  /** Of a job's tasks, in 0..1, that must be finished before. */
  readonly finishedShare: number;
  /** Of a job's tasks, in 0..1, that may have a copy. */
  readonly maxShare: number;
}
