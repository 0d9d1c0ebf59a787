/** What goes to a worker and what comes back. */
import type { RunResult } from '../measure/result.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** Progress of one run counts up to this. */
export const PROGRESS_PARTS = 1000;

export interface RunTask {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly timeline: boolean;
  /** Skip calendar at rest. */
  readonly skip: boolean;
  readonly plugins: readonly string[];
  readonly traceFile: string | undefined;
  /** Shared with the main thread: progress counters and the stop flag. */
  readonly shared: Int32Array;
  readonly progressIndex: number;
  readonly stopIndex: number;
}

/** A system error, which would lose its code on the way out of the thread. */
export interface WriteFailure {
  readonly unwritable: { readonly code: string; readonly message: string; readonly path: string };
}

export interface TimedRun {
  readonly result: RunResult;
  readonly wallSeconds: number;
}
