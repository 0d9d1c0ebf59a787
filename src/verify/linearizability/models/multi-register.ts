/**
 * Registers that are read and written together: `txn` of micro-operations `["r", key, found]` and `["w", key, value]`,
 * which take effect one after the other and all at once. Registers hold nothing (null) at first. In an invocation what is
 * to be read is null.
 */
import { type HistoryValue, isList, valueText } from '../../history/history-value.ts';
import type { Operation } from '../../history/operation.ts';
import { short } from '../arguments.ts';
import { describeCall } from '../describe-call.ts';
import { createInterner } from '../interner.ts';
import { labelsOf } from '../labels-of.ts';
import { ILLEGAL, KIND, type Model } from '../model.ts';
import { createTupleStates } from '../tuple-states.ts';
import { connectedKeys } from './connected-keys.ts';

type MicroOperation = readonly [f: 'r' | 'w', key: HistoryValue, value: HistoryValue];

const READS: ReadonlySet<unknown> = new Set(['r', 'read']);
const WRITES: ReadonlySet<unknown> = new Set(['w', 'write']);

export const multiRegister: Model = {
  name: 'multi-register',
  summary: 'registers read and written together in transactions (txn)',
  source: 'Jepsen (knossos.model/multi-register); Herlihy & Wing (1990) on locality',
  example: '{"process":0,"type":"invoke","f":"txn","value":[["r","x",null],["w","y",1]]}',
  operations: ['txn'],
  fault({ value, result, outcome }) {
    if (!areMicroOperations(value))
      return `a transaction is ${short(value)}, not a list of ["r", key, null] and ["w", key, value]`;
    if (outcome !== 'ok') return undefined;
    const same = areMicroOperations(result ?? null) && shape(result ?? null) === shape(value);
    return same ? undefined : `a transaction ended as ${short(result)}, which is not what it began as`;
  },
  partition: (operations) =>
    connectedKeys(operations, (operation) => microOperations(operation).map(([, key]) => valueText(key))),
  prepare(operations) {
    const keys = createInterner();
    const values = createInterner();
    const nothing = values.add(null);
    const transactions = operations.map((operation) => {
      const known = operation.outcome === 'ok';
      return microOperations(operation).flatMap(([f, key, value]) => {
        // What a transaction of unknown outcome read is not known.
        if (READS.has(f)) return known ? [{ read: true, key: keys.add(key), value: values.add(value) }] : [];
        return [{ read: false, key: keys.add(key), value: values.add(value) }];
      });
    });
    const labels = labelsOf(transactions.map((transaction) => JSON.stringify(transaction)));
    const byLabel = new Map(transactions.map((transaction, i) => [labels[i], transaction]));
    const states = createTupleStates(
      byLabel.size,
      (tuple, label) => {
        const after = [...tuple];
        for (const { read, key, value } of byLabel.get(label) as (typeof transactions)[number]) {
          if (!read) after[key] = value;
          else if (after[key] !== value) return undefined;
        }
        return after;
      },
      ILLEGAL,
    );
    return {
      initial: states.id(new Array(keys.size()).fill(nothing)),
      step: (state, operation) => states.step(state, labels[operation]),
      kinds: Uint8Array.from(transactions, (transaction) =>
        transaction.every(({ read }) => read) ? KIND.readOnly : 0,
      ),
      labels,
      describeState: (state) =>
        states
          .tuple(state)
          .map((value, key) => `${keys.text(key)} = ${values.text(value)}`)
          .join(', '),
      size: states.size,
    };
  },
  describe: describeCall,
};

/** With what was found, where that is known. */
const microOperations = ({ value, result }: Operation): readonly MicroOperation[] =>
  (result ?? value) as unknown as readonly MicroOperation[];

const areMicroOperations = (value: HistoryValue): boolean =>
  isList(value) &&
  value.every((part) => isList(part) && part.length === 3 && (READS.has(part[0]) || WRITES.has(part[0])));

/** All but what is read. */
const shape = (value: HistoryValue): string =>
  (value as unknown as readonly MicroOperation[])
    .map(([f, key, written]) => valueText(READS.has(f) ? ['r', key] : ['w', key, written]))
    .join();
