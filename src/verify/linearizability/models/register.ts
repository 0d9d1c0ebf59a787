/** A register: `read` and `write`. Many of them, told apart by key. Nothing (null) at first. */

import { prepareCell } from '../cells/prepare-cell.ts';
import { replayCell } from '../cells/replay-cell.ts';
import { describeCall } from '../describe-call.ts';
import type { Model } from '../model.ts';

export const register: Model = {
  name: 'register',
  summary: 'registers with read and write',
  source: 'Herlihy & Wing, "Linearizability" (1990), §2',
  example: '{"process":0,"type":"invoke","f":"write","value":3}',
  operations: ['read', 'write'],
  fault: () => undefined,
  prepare: (operations) => prepareCell(operations, { lists: false }),
  describe: describeCall,
  stateAfter: (order) => replayCell(order, { lists: false }),
};
