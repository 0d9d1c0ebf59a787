/** What `scenarios/validation/etcd-failover.yaml` says about a leader that is killed. */
import { randomStream } from '../../src/core/random/random-stream.ts';
import { buildSimulation } from '../../src/scenario/build-simulation.ts';
import { loadScenario } from '../load-scenario.ts';

/** Time for the killed member to come back and for a new leader to settle. */
const SETTLE = 10_000_000;
/**
 * Members count time in ticks from their own start, and nothing ties a start or a kill to another member's ticks. So
 * both come at a random part of a tick.
 */
const TICK = 100_000;

/** Milliseconds from each kill of a leader until a survivor says who leads now. */
export function simulateFailovers(count: number, seed: number): number[] {
  const { kernel, trace, cluster, stores } = buildSimulation(loadScenario('etcd-failover'), seed);
  const phase = randomStream(seed, 'validation/phase');
  const settle = () => kernel.run(kernel.now + SETTLE + Math.floor(phase() * TICK));
  let killed: { node: number; at: number } | undefined;
  const failovers: number[] = [];
  trace.subscribe('protocol', ({ node, time, event }) => {
    if (killed === undefined || node === killed.node || event.type !== 'role' || event.leader === undefined) return;
    failovers.push((time - killed.at) / 1000);
    killed = undefined;
  });
  while (failovers.length < count) {
    settle();
    const node = stores[0].leader();
    if (node === undefined) throw new Error(`no leader after ${SETTLE} µs (seed ${seed})`);
    killed = { node, at: kernel.now };
    cluster.crash(node);
    settle();
    cluster.restart(node);
  }
  return failovers;
}
