/**
 * Whole-cluster property test of a consensus protocol: draws configurations, fault schedules and workloads, runs them on
 * the simulator, and holds every run against the invariants of consensus, linearizability and, once the faults are over,
 * liveness.
 *
 * In the line of: Claessen & Hughes, QuickCheck (ICFP 2000); FoundationDB's simulation tests (SIGMOD 2021, §4).
 */
import type { ConsensusProtocol } from '../../algorithms/consensus/consensus.ts';
import { BrokenCluster } from './broken-cluster.ts';
import type { ClusterCheckOptions } from './cluster-check-options.ts';
import { describeCounterexample } from './describe-counterexample.ts';
import { findCounterexample } from './find-counterexample.ts';
import { writeCounterexample } from './write-counterexample.ts';

/**
 * Throws a `BrokenCluster` whose message tells the story of a small counterexample and how to replay it. Synchronous and
 * deterministic: the same options try the same runs. `protocol` is registered under its name meanwhile, in place of
 * another of that name.
 *
 * @example
 * it('keeps its promises', () => checkCluster(myProtocol, { numRuns: 2000, plugin: './my-protocol.js' }));
 */
export function checkCluster(protocol: ConsensusProtocol, options: ClusterCheckOptions = {}): void {
  const found = findCounterexample(protocol, options);
  if (found === undefined) return;
  const file = options.writeTo === undefined ? undefined : writeCounterexample(found, options.writeTo, options);
  throw new BrokenCluster(describeCounterexample(found, options, file), found, file);
}
