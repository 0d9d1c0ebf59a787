/** What became of a hunted run. */
import type { Violation } from '../measure/result.ts';

export interface PlanOutcome {
  /** In order of time; the first names the property that the run broke. Empty for a correct protocol. */
  readonly violations: readonly Violation[];
  /** Hashes of the abstract states that were seen, each once, in order of appearance. */
  readonly states: readonly number[];
  readonly fingerprint: string;
  readonly events: number;
}
