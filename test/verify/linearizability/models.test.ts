import { describe, expect, it } from 'vitest';
import { pairOperations } from '../../../src/verify/history/pair-operations.ts';
import { parseJsonl } from '../../../src/verify/history/parse-jsonl.ts';
import { checkLinearizability } from '../../../src/verify/linearizability/check-linearizability.ts';
import { MODELS } from '../../../src/verify/linearizability/models.ts';
import { operationFaults } from '../../../src/verify/linearizability/operation-faults.ts';
import { history } from './history.ts';

const verdictOf = (model: string, drawing: string): string => {
  const operations = history(drawing);
  const found = MODELS.get(model);
  if (found === undefined) throw new Error(`no model ${model}`);
  expect(operationFaults(operations, found)).toEqual([]);
  return checkLinearizability(operations, found).verdict;
};

/** By model: what is linearizable, and what a small change makes of it. */
const EXAMPLES: readonly [model: string, name: string, yes: string, no: string][] = [
  [
    'register',
    'a read sees a write under way, but no later one the value before it (new-old inversion)',
    `
     |---------| write 1
      |-| read -> 1
           |-| read -> 1`,
    `
     |---------| write 1
     |-| read -> 1
        |-| read -> null`,
  ],
  [
    'register',
    'a write of unknown outcome may take effect later, but not be undone',
    `
     |-> write 1
         |-| read -> null
              |-| read -> 1`,
    `
     |-> write 1
         |-| read -> 1
              |-| read -> null`,
  ],
  [
    'cas-register',
    'two compare-and-sets from one value: only one can succeed',
    `
     |-| write 1
         |----| cas [1,2]
          |---| cas [2,1]`,
    `
     |-| write 1
         |----| cas [1,2]
          |---| cas [1,3]`,
  ],
  [
    'cas-register',
    'a mismatch says what the register did not hold',
    `
     |-| write 1
         |--! cas [2,3]`,
    `
     |-| write 1
         |--! cas [1,3]`,
  ],
  [
    'kv',
    'appends build lists, on top of a register too; delete leaves nothing',
    `
     |-| write a:1
         |-| append a:2
              |-| read a: -> [1,2]
         |-| append b:2
                   |-| delete a:
                        |-| read a: -> null
              |-| read b: -> [2]`,
    `
     |-| write a:1
         |-| append a:2
              |-| read a: -> [2]`,
  ],
  [
    'kv',
    'lists that are no beginnings of each other cannot both have been there',
    `
     |----| append 1
     |----| append 2
            |-| read -> [2,1]
            |-| read -> [2,1]`,
    `
     |----| append 1
     |----| append 2
      |-| read -> [1]
            |-| read -> [2,1]`,
  ],
  [
    'kv',
    'keys have nothing to do with each other',
    `
     |-| write a:1
         |-| write b:2
     |------------| read b: -> null`,
    `
     |-| write a:1
         |-| write b:2
              |---| read b: -> null`,
  ],
  [
    'mutex',
    'only one holds the lock',
    `
     |-| acquire
          |-| release
       |----------| acquire`,
    `
     |-| acquire
          |-| acquire
               |-| release`,
  ],
  [
    'mutex',
    'a release that may have happened lets another in',
    `
     |-| acquire
          |-> release
               |-| acquire`,
    `
     |-| acquire
                    |-> release
               |-| acquire`,
  ],
  [
    'queue',
    'first in, first out',
    `
     |----| enqueue 1
      |---| enqueue 2
            |-| dequeue -> 2
                 |-| dequeue -> 1
                      |-| dequeue -> null`,
    `
     |-| enqueue 1
          |-| enqueue 2
                |-| dequeue -> 2`,
  ],
  [
    'queue',
    'a dequeue of unknown outcome may have taken an element away',
    `
     |-| enqueue 1
         |-> dequeue
              |-| dequeue -> null`,
    `
     |-| enqueue 1
                   |-> dequeue
              |-| dequeue -> null`,
  ],
  [
    'set',
    'a read of all elements sees each at one moment',
    `
     |-| add 1
       |------| add 2
         |------| remove 1
            |------| read -> [2]
                       |-| contains 1 -> false`,
    `
     |-| add 1
         |-| add 2
              |-| read -> [2]`,
  ],
  [
    'counter',
    'reads see sums, including of adds under way',
    `
     |-| add 2
         |--------| add 3
           |-| read -> 5
                     |-| read -> 5`,
    `
     |-| add 2
         |--------| add 3
           |-| read -> 3`,
  ],
  [
    'multi-register',
    'a transaction is seen whole',
    `
     |----| txn [["w","x",1],["w","y",1]] -> [["w","x",1],["w","y",1]]
      |-| txn [["r","x",null],["r","y",null]] -> [["r","x",1],["r","y",1]]`,
    `
     |----| txn [["w","x",1],["w","y",1]] -> [["w","x",1],["w","y",1]]
      |-| txn [["r","x",null],["r","y",null]] -> [["r","x",1],["r","y",null]]`,
  ],
];

describe.each(EXAMPLES)('%s: %s', (model, _name, yes, no) => {
  it('accepts', () => expect(verdictOf(model, yes)).toBe('linearizable'));
  it('refuses', () => expect(verdictOf(model, no)).toBe('not-linearizable'));
});

describe('every model', () => {
  it('has an example that it understands', () => {
    for (const model of MODELS.values()) {
      const { operations } = pairOperations(parseJsonl(model.example).events);
      expect(operations).toHaveLength(1);
      expect(operationFaults(operations, model)).toEqual([]);
    }
  });

  it.each([
    ['kv', '|-| cas 3', 'the value of cas is 3, not [expected, new]'],
    ['counter', '|-| read -> "x"', 'read has "x", not a whole number'],
    ['set', '|-| read -> 3', 'read found 3, which is no list'],
    ['set', '|-| contains 3 -> 3', 'contains answered 3, not true or false'],
    ['queue', '|-| enqueue', 'null cannot be told from an empty queue'],
    ['multi-register', '|-| txn 3 -> 3', 'a transaction is 3, not a list of ["r", key, null] and ["w", key, value]'],
    [
      'multi-register',
      '|-| txn [["w","x",1]] -> [["w","x",2]]',
      'a transaction ended as [["w","x",2]], which is not what it began as',
    ],
    ['register', '|-| wirte 3', 'the model register has no operation wirte'],
  ])('%s says what is wrong with %s', (name, drawing, message) => {
    const [model] = [...MODELS.values()].filter((candidate) => candidate.name === name);
    const faults = operationFaults(history(drawing), model);
    expect(faults.map((fault) => fault.message)).toEqual([message]);
  });
});
