/**
 * nginx's smooth weighted round robin with weights 5, 1, 1: a a b a c a a, and what each step leaves of the current weights.
 *
 * Source: I. Dounin's message with the commit to nginx, "Upstream: smooth weighted round-robin balancing" (2012).
 */
import { smoothPick } from '../../src/algorithms/balancing/parts/smooth-pick.ts';
import { buildSimulation } from '../../src/scenario/build-simulation.ts';
import type { Check } from '../check.ts';
import { loadScenario } from '../load-scenario.ts';

const SEQUENCE = 'aabacaa';
const WEIGHTS = [5, 1, 1];
/** After each step. */
const CURRENT = [
  [-2, 1, 1],
  [-4, 2, 2],
  [1, -4, 3],
  [-1, -3, 4],
  [4, -2, -2],
  [2, -1, -1],
  [0, 0, 0],
];
const EXACT = { kind: 'absolute', by: 0 } as const;

/** Of `requests`, those that went where the sequence says. */
function followed(requests: number): number {
  const scenario = loadScenario('pool', [
    ['topology.nodes', String(WEIGHTS.length)],
    ['services.web.weights', `{n1: ${WEIGHTS[0]}}`],
    ['services.web.balancer', 'smooth-weighted-round-robin'],
    ['services.web.serviceTime', '1ms'],
    ['clients.users.arrivals', '{constant: 100/s}'],
  ]);
  const { kernel, trace, end } = buildSimulation(scenario, 1);
  let served = 0;
  let right = 0;
  trace.subscribe('attempt', ({ node }) => {
    if ('abc'[node] === SEQUENCE[served % SEQUENCE.length]) right++;
    if (++served === requests) kernel.stop();
  });
  kernel.run(end);
  return right;
}

function sameWeights(): number {
  const weight = Float64Array.from(WEIGHTS);
  const state = { weight, effective: weight.slice(), current: new Float64Array(WEIGHTS.length) };
  return CURRENT.filter((expected) => {
    smoothPick(state, () => true);
    return expected.every((value, backend) => state.current[backend] === value);
  }).length;
}

export const smoothRoundRobin: Check = {
  name: 'balancing/smooth-weighted-round-robin',
  title: "nginx's smooth weighted round robin, weights 5, 1, 1",
  source: 'nginx, commit message of 2012',
  exercised: 'whole simulator: pool.yaml; smooth-weighted-round-robin',
  figures: [
    { quantity: 'requests that follow a a b a c a a, of 700', expected: 700, tolerance: EXACT },
    { quantity: 'steps with the same current weights, of 7', expected: CURRENT.length, tolerance: EXACT },
  ],
  trials: { full: 1, short: 1 },
  simulate: () => [{ value: followed(700) }, { value: sameWeights() }],
};
