/**
 * A register with `read`, `write` and `cas` of `[expected, new]`. A `cas` that failed with the reason `cas-mismatch` found
 * something other than what it expected; one that failed otherwise says nothing.
 */
import { MISMATCH } from '../../history/history-event.ts';
import { pairFault } from '../arguments.ts';
import { prepareCell } from '../cells/prepare-cell.ts';
import { replayCell } from '../cells/replay-cell.ts';
import { describeCall } from '../describe-call.ts';
import type { Model } from '../model.ts';

export const casRegister: Model = {
  name: 'cas-register',
  summary: 'registers with read, write and cas [expected, new]',
  source: 'the register of Jepsen (knossos.model/cas-register) and of Porcupine’s etcd histories',
  example: '{"process":0,"type":"invoke","f":"cas","value":[1,2]}',
  operations: ['read', 'write', 'cas'],
  fault: (operation) => (operation.f === 'cas' ? pairFault(operation, '[expected, new]') : undefined),
  speaks: ({ f, reason }) => f === 'cas' && reason === MISMATCH,
  prepare: (operations) => prepareCell(operations, { lists: false }),
  describe: describeCall,
  stateAfter: (order) => replayCell(order, { lists: false }),
};
