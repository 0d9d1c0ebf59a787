/**
 * Little's law, L = λW, over a whole run from empty on, where it is an identity: the integral of what servers say is there
 * equals the times that clients say their requests have taken, those of requests that are not answered yet included. No
 * latency, so that both see the same. For every balancing algorithm.
 *
 * Source: Little, "A proof for the queuing formula L = λW", Operations Research 9 (1961).
 */
import { balancingAlgorithms } from '../../src/algorithms/balancing/registry.ts';
import { buildSimulation } from '../../src/scenario/build-simulation.ts';
import type { Check } from '../check.ts';
import { loadScenario } from '../load-scenario.ts';
import { poolOverrides } from '../pool-run.ts';

const PLAN = { servers: 10, cores: 1, load: 0.9 };

/** Request-seconds at the servers over request-seconds of the clients. */
function ratio(balancer: string, requests: number): number {
  const scenario = loadScenario('pool', poolOverrides({ ...PLAN, balancer, requests }));
  const { kernel, trace, end, pools } = buildSimulation(scenario, 1);
  const invokedAt = new Map<number, number>();
  let spent = 0;
  let answered = 0;
  trace.subscribe('operation', ({ id, type, time, invokedAt: since }) => {
    if (type === 'invoke') invokedAt.set(id, time);
    else {
      invokedAt.delete(id);
      spent += time - since;
      if (++answered === requests) kernel.stop();
    }
  });
  kernel.run(end);
  for (const since of invokedAt.values()) spent += kernel.now - since;
  const present = pools[0].flows().reduce((sum, { presentIntegral }) => sum + presentIntegral, 0);
  return present / spent;
}

const NAMES = [...balancingAlgorithms.keys()];

export const littlesLaw: Check = {
  name: 'pools/littles-law',
  title: `Little's law under each of ${NAMES.length} balancers, 10 servers, λ = .9`,
  source: 'Little 1961',
  exercised: 'whole simulator: pool.yaml, servers against clients',
  figures: [
    {
      quantity: 'greatest |L ÷ λW − 1|',
      expected: 0,
      tolerance: { kind: 'absolute', by: 0 },
    },
  ],
  trials: { full: 20_000, short: 2000 },
  simulate: (requests) => [
    { value: NAMES.reduce((worst, name) => Math.max(worst, Math.abs(ratio(name, requests) - 1)), 0) },
  ],
};
