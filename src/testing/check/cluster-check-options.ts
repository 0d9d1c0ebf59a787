/** What `checkCluster` does, and how hard it tries. */
import type { HuntedPlanOptions } from '../arbitraries/hunted-plans.ts';

export interface ClusterCheckOptions extends HuntedPlanOptions {
  /** Runs. Default 500. */
  readonly numRuns?: number;
  /** Of the drawing of runs. Default 0: every call tries the same runs. */
  readonly seed?: number;
  /** Where in the search to begin: what a failure said, to see it again. */
  readonly path?: string;
  /**
   * Whether invariants of the protocol count (election safety, log matching, …). Without them only what clients can see
   * does: linearizability, liveness, and exceptions. Default true.
   */
  readonly invariants?: boolean;
  /** Names of properties that do not count. Default none. */
  readonly ignore?: readonly string[];
  /** Runs at most to make a counterexample smaller. Default 2000; most searches need fewer. */
  readonly shrinkRuns?: number;
  /** A folder for the counterexample: the scenario that replays it, and its story. Default: nothing is written. */
  readonly writeTo?: string;
  /** The module that registers the protocol, for the command that replays a counterexample: `./my-protocol.js`. */
  readonly plugin?: string;
}
