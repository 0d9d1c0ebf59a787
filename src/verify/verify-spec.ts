/** What a run is checked for, beyond the invariants that are always on: plain data. */
import type { Micros } from '../core/time.ts';

export interface VerifySpec {
  /** The invariants that watch every entry of every log as well. */
  readonly logs: boolean;
  /** Holds the history of all clients against the model of a key-value store. */
  readonly linearizability: boolean;
  readonly liveness?: LivenessSpec;
}

/**
 * Once the faults are over, somebody leads and a write is acknowledged. The scenario sees to it that nothing breaks any
 * more after `after`, and that some client writes; `within` follows from the timeouts.
 */
export interface LivenessSpec {
  /** Calendar time. */
  readonly after: Micros;
  readonly within: Micros;
}
