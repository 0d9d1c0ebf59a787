/** What `scenarios/validation/etcd-failover.yaml` says about a leader that is killed. */
import { buildSimulation } from '../../src/scenario/build-simulation.ts';
import { loadScenario } from '../load-scenario.ts';

/**
 * Time for the killed member to come back and for a new leader to settle. Not a multiple of the tick: the leader dies
 * at any moment between two heartbeats.
 */
const STEP = 10_012_347;

/** Milliseconds from each kill of a leader until a survivor says who leads now. */
export function simulateFailovers(count: number, seed: number): number[] {
  const { kernel, trace, cluster, stores } = buildSimulation(loadScenario('etcd-failover'), seed);
  let killed: { node: number; at: number } | undefined;
  const failovers: number[] = [];
  trace.subscribe('protocol', ({ node, time, event }) => {
    if (killed === undefined || node === killed.node || event.type !== 'role' || event.leader === undefined) return;
    failovers.push((time - killed.at) / 1000);
    killed = undefined;
  });
  while (failovers.length < count) {
    kernel.run(kernel.now + STEP);
    const node = stores[0].leader();
    if (node === undefined) throw new Error(`no leader after ${STEP} µs (seed ${seed})`);
    killed = { node, at: kernel.now };
    cluster.crash(node);
    kernel.run(kernel.now + STEP);
    cluster.restart(node);
  }
  return failovers;
}
