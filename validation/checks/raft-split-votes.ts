/**
 * How often no candidate wins the first round: Pr = Σ_{k=c−1..s} C(s, k) l^k (1 − l)^(s−k) with c = s − ⌊n/2⌋ + 1, where
 * s of n servers are available, timeouts are U[1, 2] and every message takes l.
 *
 * Source: Ongaro, "Consensus: Bridging Theory and Practice" (2014), chapter 9.
 */
import type { Check } from '../check.ts';
import { simulateElections } from '../elections.ts';
import { loadScenario } from '../load-scenario.ts';

const SERVERS = 5;
const AVAILABLE = 4;
const LATENCIES = [0.01, 0.1, 0.2];

/** c of the s servers must time out within a latency of the first for nobody to get a majority. */
export function splitVoteProbability(servers: number, available: number, latency: number): number {
  const candidates = available - Math.floor(servers / 2) + 1;
  let sum = 0;
  for (let k = candidates - 1; k <= available; k++) {
    let term = 1;
    for (let i = 0; i < k; i++) term *= (latency * (available - i)) / (i + 1);
    for (let i = k; i < available; i++) term *= 1 - latency;
    sum += term;
  }
  return sum;
}

export const raftSplitVotes: Check = {
  name: 'raft/split-votes',
  title: 'Raft split votes, 1 of 5 dead',
  source: 'Ongaro, dissertation, ch. 9, closed form',
  exercised: 'whole simulator: split-votes.yaml',
  figures: LATENCIES.map((latency) => ({
    quantity: `share at latency ${latency}`,
    expected: splitVoteProbability(SERVERS, AVAILABLE, latency),
    tolerance: { kind: 'absolute', by: 0.008 },
  })),
  trials: { full: 40_000, short: 10_000 },
  simulate: (trials) =>
    LATENCIES.map((latency) => {
      const scenario = loadScenario('split-votes', [['topology.links.same-rack.latency', `${latency * 1000}ms`]]);
      const elections = simulateElections(scenario, SERVERS - AVAILABLE, trials, 1);
      return { value: elections.filter(({ term }) => term > 1).length / trials };
    }),
};
