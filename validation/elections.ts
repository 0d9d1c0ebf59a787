/**
 * Elections of Raft on the whole simulator, again and again: all machines lose power, what is on the wire arrives
 * nowhere, the disks are replaced, all but the dead boot at the same instant, and somebody is elected.
 *
 * One simulation for all of them, since building one costs more than an election; its random streams go on.
 */
import { buildSimulation } from '../src/scenario/build-simulation.ts';
import type { Scenario } from '../src/scenario/scenario.ts';

export interface Election {
  /** Milliseconds from the boot until a candidate had its majority. */
  readonly ms: number;
  /** 1 if the first round was decisive. */
  readonly term: number;
}

/** Longer than any message is on its way. */
const DRAIN = 1_000_000;
const ELECTION_MAX = 600_000_000;

/** `dead`: how many nodes stay switched off. */
export function simulateElections(scenario: Scenario, dead: number, count: number, seed: number): Election[] {
  const { kernel, trace, cluster } = buildSimulation(scenario, seed);
  const servers = scenario.topology.nodes.filter(({ role }) => role === 'server').map(({ id }) => id);
  const elections: Election[] = [];
  let bootedAt = 0;
  trace.subscribe('protocol', ({ time, event }) => {
    if (event.type !== 'role' || event.role !== 'leader') return;
    elections.push({ ms: (time - bootedAt) / 1000, term: event.term });
    kernel.stop();
  });
  while (elections.length < count) {
    for (const node of servers) {
      cluster.crash(node);
      cluster.wipeDisk(node);
    }
    kernel.run(kernel.now + DRAIN);
    for (const node of servers.slice(dead)) cluster.restart(node);
    bootedAt = kernel.now;
    const before = elections.length;
    kernel.run(bootedAt + ELECTION_MAX);
    if (elections.length === before) throw new Error(`no leader after ${ELECTION_MAX} µs (seed ${seed})`);
  }
  return elections;
}
