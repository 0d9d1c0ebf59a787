/** What goes to a worker of a comparison and what comes back. */
import type { Scenario } from '../../scenario/scenario.ts';

export interface CompareTask {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly plugins: readonly string[];
  /** Shared with the main thread: a progress counter for each lane, then the stop flag. */
  readonly shared: Int32Array;
  readonly progressIndex: number;
  readonly stopIndex: number;
}

export interface CompareAnswer {
  /** Of `compare/run-metrics.ts`. */
  readonly metrics: Readonly<Record<string, number>>;
  readonly wallSeconds: number;
}
