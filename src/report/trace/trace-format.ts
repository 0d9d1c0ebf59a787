/** What every trace format is: text before, text for each observation in the order of the run, text after. */
import type { Observation } from '../../kernel/observation.ts';

export interface TraceFormat {
  header(): string;
  /** Empty for what the format has no picture of. */
  observation(observation: Observation): string;
  footer(): string;
}

export interface TraceOptions {
  /** Names of the nodes, by node id. */
  readonly nodes: readonly string[];
}
