/**
 * Requests in = requests out + requests that are there. What arrived is counted by whoever takes attempts in, what has ended
 * from the observations of their ends, and what is there by the server: three books that do not know of one another.
 */
import type { Invariant } from './invariant.ts';
import { perServer } from './per-server.ts';

export const flowConservation: Invariant = {
  name: 'flow-conservation',
  statement: 'Of the attempts that have reached a server of a pool, each has ended once or waits or is in progress.',
  source: 'conservation of flow; Denning & Buzen, "The operational analysis of queueing network models" (1978), §3.2',
  cost: 'always',
  watch(trace, { nodeName, report, flows }) {
    const endedAt = perServer(() => ({ count: 0 }));
    trace.subscribe('attempt', ({ time, service, node, arrivedAt, wait, inService, outcome }) => {
      endedAt(service, node).count++;
      if (arrivedAt + wait + inService === time && wait >= 0 && inService >= 0) return;
      const spent = `waited ${wait} us and was in progress for ${inService} us`;
      report(
        time,
        `${service}: an attempt at ${nodeName(node)} (${outcome}) took ${time - arrivedAt} us, but ${spent}`,
      );
    });
    return () => {
      for (const { service, node, arrived, waiting, inProgress, arrivals, until } of flows()) {
        const ended = endedAt(service, node).count;
        if (arrived === ended + waiting + inProgress && arrivals.length === waiting + inProgress) continue;
        const there = `${waiting} wait and ${inProgress} are in progress`;
        const books = `${arrived} attempts have arrived, ${ended} have ended, ${there}, ${arrivals.length} are expected`;
        report(until, `${service}: at ${nodeName(node)} ${books}`);
      }
    };
  },
};
