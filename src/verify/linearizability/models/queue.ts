/**
 * A first-in-first-out queue: `enqueue` of a value, `dequeue` of the oldest; a dequeue that is `ok` with null found it
 * empty. A dequeue that failed says nothing.
 */
import { valueText } from '../../history/history-value.ts';
import { describeCall } from '../describe-call.ts';
import { createInterner } from '../interner.ts';
import { labelsOf } from '../labels-of.ts';
import { ILLEGAL, KIND, type Model } from '../model.ts';
import { createTupleStates } from '../tuple-states.ts';

/** What a dequeue of unknown outcome takes away. */
const ANYTHING = -1;

export const queue: Model = {
  name: 'queue',
  summary: 'first-in-first-out queues with enqueue and dequeue',
  source: 'Herlihy & Wing, "Linearizability" (1990), §2; Jepsen (knossos.model/fifo-queue)',
  example: '{"process":0,"type":"invoke","f":"enqueue","value":7}',
  operations: ['enqueue', 'dequeue'],
  fault: ({ f, value }) => (f === 'enqueue' && value === null ? 'null cannot be told from an empty queue' : undefined),
  prepare(operations) {
    const values = createInterner();
    const dequeued = new Set(
      operations.flatMap(({ f, result }) => (f === 'dequeue' ? [valueText(result ?? null)] : [])),
    );
    const texts = operations.map(({ f, value, result, outcome }) =>
      f === 'enqueue' ? `+${values.add(value)}` : outcome === 'ok' ? `-${values.add(result ?? null)}` : '-',
    );
    const labels = labelsOf(texts);
    const actions = new Map(texts.map((text, i) => [labels[i], text]));
    const empty = values.find(null);
    const states = createTupleStates(
      actions.size,
      (tuple, label) => {
        const text = actions.get(label) as string;
        const value = text.length === 1 ? ANYTHING : Number(text.slice(1));
        if (text[0] === '+') return [...tuple, value];
        if (value === empty) return tuple.length === 0 ? tuple : undefined;
        return tuple.length > 0 && (value === ANYTHING || tuple[0] === value) ? tuple.slice(1) : undefined;
      },
      ILLEGAL,
    );
    return {
      initial: states.id([]),
      step: (state, operation) => states.step(state, labels[operation]),
      kinds: Uint8Array.from(operations, ({ f, value, result }) => {
        if (f === 'dequeue') return result === null ? KIND.readOnly : 0;
        // Nobody who returned took it away: had it been there, it would have stood behind everything that was taken.
        return dequeued.has(valueText(value)) ? 0 : KIND.idle;
      }),
      labels,
      describeState: (state) => `[${states.tuple(state).map(values.text).join(',')}]`,
      size: states.size,
    };
  },
  describe: describeCall,
};
