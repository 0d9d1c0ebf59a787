/** A ballot proposes one value for a slot, whoever accepts it. Memory: see `entry-table.ts`. */
import { getOrCreate } from '../core/get-or-create.ts';
import { createEntryTable, type EntryTable, firstTold } from './entry-table.ts';
import type { Invariant } from './invariant.ts';

export const oneValuePerBallot: Invariant = {
  name: 'one-value-per-ballot',
  statement: 'All acceptors that accept a slot in the same ballot accept the same value.',
  source: 'van Renesse & Altinbuken, Paxos Made Moderately Complex (2015), §2.1, invariant A4',
  cost: 'logs',
  of: 'slots',
  watch(trace, { nodeName, report }) {
    const tables = new Map<string, EntryTable>();
    trace.subscribe('log', ({ time, service, node, change, index, term, digest }) => {
      if (change !== 'append') return;
      const table = getOrCreate(tables, service, createEntryTable);
      const known = firstTold(table, index, { term, digest, previousTerm: undefined });
      if (known === undefined || known.digest === digest) return;
      report(
        time,
        `${service}: two values for slot ${index} in ballot ${term}, one of them accepted by ${nodeName(node)}`,
      );
    });
    return () => {};
  },
};
