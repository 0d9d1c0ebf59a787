/**
 * A lock: `acquire` is legal when it is free, `release` when it is held, by whomever: owners are not told apart, so that
 * a process that died holding it may be relieved by another.
 */
import { labelsOf } from '../labels-of.ts';
import { ILLEGAL, type Model } from '../model.ts';

const FREE = 0;
const HELD = 1;

export const mutex: Model = {
  name: 'mutex',
  summary: 'locks with acquire and release',
  source: 'Jepsen (knossos.model/mutex)',
  example: '{"process":0,"type":"invoke","f":"acquire","value":null}',
  operations: ['acquire', 'release'],
  fault: () => undefined,
  prepare: (operations) => ({
    initial: FREE,
    step(state, operation) {
      const wanted = operations[operation].f === 'acquire' ? FREE : HELD;
      return state === wanted ? HELD - wanted : ILLEGAL;
    },
    kinds: new Uint8Array(operations.length),
    labels: labelsOf(operations.map(({ f }) => f)),
    describeState: (state) => (state === FREE ? 'free' : 'held'),
  }),
  describe: ({ f }) => f,
};
