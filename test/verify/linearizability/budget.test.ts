/** Searches that nobody can wait for end in time and in bounds. */
import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../src/verify/history/operation.ts';
import { checkLinearizability } from '../../../src/verify/linearizability/check-linearizability.ts';
import { counter } from '../../../src/verify/linearizability/models/counter.ts';
import { register } from '../../../src/verify/linearizability/models/register.ts';

const COUNT = 500;

/** So many different amounts at once, then a read that no subset sums up to. */
const hard: Operation[] = Array.from({ length: COUNT + 1 }, (_, i) => ({
  process: i,
  f: i < COUNT ? 'add' : 'read',
  key: undefined,
  value: i < COUNT ? 2 * i + 2 : null,
  result: i < COUNT ? null : 1,
  outcome: 'ok',
  call: i < COUNT ? i : 3 * COUNT,
  return: i < COUNT ? COUNT + i : 3 * COUNT + 1,
}));

describe('the budget', () => {
  it('bounds steps', () => {
    const verdict = checkLinearizability(hard, counter, { budget: { steps: 100_000 } });
    expect(verdict).toMatchObject({ verdict: 'unknown', reason: 'steps', partition: '' });
    expect(verdict.steps).toBeLessThan(102_000);
  });

  it('bounds what is remembered', () => {
    expect(checkLinearizability(hard, counter, { budget: { entries: 1000 } })).toMatchObject({
      verdict: 'unknown',
      reason: 'memory',
    });
  });

  it('ends when told to', () => {
    let asked = 0;
    expect(checkLinearizability(hard, counter, { shouldStop: () => ++asked === 5 })).toMatchObject({
      verdict: 'unknown',
      reason: 'stopped',
    });
    expect(asked).toBeLessThan(10);
  });

  it('does not hide that another object is not linearizable', () => {
    const bad: Operation = { ...hard[COUNT], key: 'other', result: 9 };
    const both = [...hard.map((operation) => ({ ...operation, key: 'hard' })), bad];
    const verdict = checkLinearizability(both, counter, { budget: { entries: 1000 } });
    expect(verdict).toMatchObject({ verdict: 'not-linearizable', counterexample: { partition: 'other' } });
  });

  it('is enough for thousands of operations at once that are alike', () => {
    const alike = Array.from({ length: 5000 }, (_, i): Operation => {
      const read = i % 2 === 0;
      const value = Math.floor(i / 2) % 5;
      const common = { process: i, key: undefined, outcome: 'ok', call: i, return: 5000 + i } as const;
      return { ...common, f: read ? 'read' : 'write', value: read ? null : value, result: read ? value : null };
    });
    expect(checkLinearizability(alike, register, { budget: { steps: 5e7 } }).verdict).toBe('linearizable');
  });
});
