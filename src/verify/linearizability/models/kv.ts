/**
 * The replicated store of this project, key by key: registers, and lists that `append` builds (appending to a register
 * makes a list of what it held). `delete` leaves nothing; an empty list is nothing, too. A `cas` that failed with the
 * reason `cas-mismatch` found something else than what it expected.
 */
import { MISMATCH } from '../../history/history-event.ts';
import { pairFault } from '../arguments.ts';
import { prepareCell } from '../cells/prepare-cell.ts';
import { replayCell } from '../cells/replay-cell.ts';
import { describeCall } from '../describe-call.ts';
import type { Model } from '../model.ts';

export const kv: Model = {
  name: 'kv',
  summary: 'a key-value store with read, write, cas, append and delete',
  source: 'algorithms/state-machine/key-value.ts',
  example: '{"process":0,"type":"invoke","f":"append","key":"k","value":7}',
  operations: ['read', 'write', 'cas', 'append', 'delete'],
  fault: (operation) => (operation.f === 'cas' ? pairFault(operation, '[expected, new]') : undefined),
  speaks: ({ f, reason }) => f === 'cas' && reason === MISMATCH,
  prepare: (operations) => prepareCell(operations, { lists: true }),
  describe: describeCall,
  stateAfter: (order) => replayCell(order, { lists: true }),
};
