/**
 * Log matching, in the form that costs O(1) an entry: (index, term) names one command and one term before it, for ever.
 * By induction two logs that agree in an entry agree in all before it. Memory: see `entry-table.ts`.
 */
import type { ProcessId } from '../algorithms/environment.ts';
import { getOrCreate } from '../core/get-or-create.ts';
import { createEntryTable, type EntryTable, firstTold } from './entry-table.ts';
import type { Invariant } from './invariant.ts';
import { termAt } from './replica-log.ts';

export const logMatching: Invariant = {
  name: 'log-matching',
  statement: 'If two logs hold an entry of the same index and term, they are identical up to that index.',
  source: 'Ongaro & Ousterhout (extended), §5.3, Figure 3',
  cost: 'logs',
  of: 'contiguous',
  watch(trace, { nodeName, report, replicas }) {
    const tables = new Map<string, EntryTable>();
    const all = replicas();
    const before = (process: ProcessId, index: number): number | undefined => {
      const replica = all.of(process);
      return replica === undefined ? undefined : termAt(replica.log, index - 1);
    };
    trace.subscribe('log', ({ time, service, process, node, change, index, term, digest }) => {
      if (change !== 'append') return;
      const table = getOrCreate(tables, service, createEntryTable);
      const previousTerm = before(process, index);
      if (previousTerm !== undefined && previousTerm > term) {
        report(time, `${service}: ${nodeName(node)} has term ${term} at index ${index}, behind term ${previousTerm}`);
      }
      const known = firstTold(table, index, { term, digest, previousTerm });
      if (known === undefined) return;
      if (known.digest !== digest) {
        report(
          time,
          `${service}: two commands at index ${index} in term ${term}, one of them in the log of ${nodeName(node)}`,
        );
      }
      if (known.previousTerm === undefined) known.previousTerm = previousTerm;
      else if (previousTerm !== undefined && previousTerm !== known.previousTerm) {
        const both = `term ${known.previousTerm} in one log, term ${previousTerm} in that of ${nodeName(node)}`;
        report(time, `${service}: two logs have term ${term} at index ${index}, and before it ${both}`);
      }
    });
    return () => {};
  },
};
