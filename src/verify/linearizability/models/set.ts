/** A set: `add`, `remove`, `contains` of an element (the answer true or false) and `read` of all elements. Empty at first. */
import type { HistoryValue } from '../../history/history-value.ts';
import type { Operation } from '../../history/operation.ts';
import { listFault, short } from '../arguments.ts';
import { describeCall } from '../describe-call.ts';
import { createInterner } from '../interner.ts';
import { labelsOf } from '../labels-of.ts';
import { ILLEGAL, KIND, type Model } from '../model.ts';
import { createTupleStates } from '../tuple-states.ts';

export const set: Model = {
  name: 'set',
  summary: 'sets with add, remove, contains and read of all elements',
  source: 'Jepsen (knossos.model/set)',
  example: '{"process":0,"type":"invoke","f":"add","value":7}',
  operations: ['add', 'remove', 'contains', 'read'],
  fault(operation) {
    const { f, result, outcome } = operation;
    if (f === 'read') return listFault(operation);
    if (f !== 'contains' || outcome !== 'ok' || typeof result === 'boolean') return undefined;
    return `contains answered ${short(result)}, not true or false`;
  },
  prepare(operations) {
    const elements = createInterner();
    const sorted = (list: readonly HistoryValue[]): number[] =>
      [...new Set(list.map((element) => elements.add(element)))].sort((a, b) => a - b);
    const actions = operations.map(({ f, value, result }) => {
      if (f === 'read') return { f, element: 0, found: sorted((result ?? []) as readonly HistoryValue[]).join(',') };
      return { f, element: elements.add(value), found: f === 'contains' ? String(result) : '' };
    });
    const labels = labelsOf(actions.map(({ f, element, found }) => `${f} ${element} ${found}`));
    const byLabel = new Map(actions.map((action, i) => [labels[i], action]));
    const states = createTupleStates(
      byLabel.size,
      (tuple, label) => {
        const { f, element, found } = byLabel.get(label) as (typeof actions)[number];
        if (f === 'read') return tuple.join(',') === found ? tuple : undefined;
        const there = tuple.includes(element);
        if (f === 'contains') return String(there) === found ? tuple : undefined;
        if (f === 'remove') return there ? tuple.filter((other) => other !== element) : tuple;
        return there ? tuple : [...tuple, element].sort((a, b) => a - b);
      },
      ILLEGAL,
    );
    return {
      initial: states.id([]),
      step: (state, operation) => states.step(state, labels[operation]),
      kinds: Uint8Array.from(operations, kindOf),
      labels,
      describeState: (state) => `{${states.tuple(state).map(elements.text).join(',')}}`,
      size: states.size,
    };
  },
  describe: describeCall,
};

const kindOf = ({ f }: Operation): number => (f === 'read' || f === 'contains' ? KIND.readOnly : 0);
