/** Validity: nothing is decided that nobody asked for. Memory: a number per command that was proposed. */
import { getOrCreate } from '../core/get-or-create.ts';
import type { Invariant } from './invariant.ts';

export const validity: Invariant = {
  name: 'validity',
  statement: 'Only commands that a client proposed are ever applied.',
  source: 'Lamport, Paxos Made Simple (2001), §2.1 ("only a value that has been proposed may be chosen")',
  cost: 'logs',
  watch(trace, { nodeName, report }) {
    const proposed = new Map<string, Set<number>>();
    const proposedTo = (service: string): Set<number> => getOrCreate(proposed, service, () => new Set<number>());
    trace.subscribe('log', ({ service, change, digest }) => {
      if (change === 'propose') proposedTo(service).add(digest);
    });
    trace.subscribe('apply', ({ time, service, node, index, term, digest, command }) => {
      if (digest === 0 || proposedTo(service).has(digest)) return;
      const what = command === undefined ? 'a command' : `command ${command}`;
      report(
        time,
        `${service}: ${nodeName(node)} applied ${what} at index ${index} of term ${term} that nobody proposed`,
      );
    });
    return () => {};
  },
};
