/** A counter: `add` of a whole number, `read` of the sum. Zero at first. */
import type { Operation } from '../../history/operation.ts';
import { integerFault } from '../arguments.ts';
import { describeCall } from '../describe-call.ts';
import { createInterner } from '../interner.ts';
import { labelsOf } from '../labels-of.ts';
import { ILLEGAL, KIND, type Model } from '../model.ts';

export const counter: Model = {
  name: 'counter',
  summary: 'counters with add and read',
  source: 'Jepsen (jepsen.checker/counter)',
  example: '{"process":0,"type":"invoke","f":"add","value":2}',
  operations: ['add', 'read'],
  fault({ f, value, result, outcome }) {
    if (f === 'add') return integerFault(f, value);
    return outcome === 'ok' ? integerFault(f, result) : undefined;
  },
  prepare(operations) {
    const sums = createInterner();
    const initial = sums.add(0);
    const amounts = operations.map(({ f, value, result }) => Number(f === 'add' ? value : (result ?? 0)));
    return {
      initial,
      step(state, operation) {
        const sum = Number(sums.text(state));
        if (operations[operation].f === 'read') return sum === amounts[operation] ? state : ILLEGAL;
        return sums.add(sum + amounts[operation]);
      },
      kinds: Uint8Array.from(operations, kindOf),
      labels: labelsOf(operations.map(({ f }, i) => `${f} ${amounts[i]}`)),
      describeState: (state) => sums.text(state),
    };
  },
  describe: describeCall,
};

const kindOf = ({ f, value }: Operation): number => (f === 'read' || value === 0 ? KIND.readOnly : 0);
