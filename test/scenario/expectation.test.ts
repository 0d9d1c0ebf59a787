import { describe, expect, it } from 'vitest';
import { evaluateExpectation } from '../../src/scenario/expectation.ts';
import type { Expectation } from '../../src/scenario/scenario.ts';

const outcome = (operator: Expectation['operator'], wanted: number, value: number | undefined) =>
  evaluateExpectation({ expression: 'x', metric: 'm', operator, value: wanted }, (metric) =>
    metric === 'm' ? value : undefined,
  );

describe('evaluateExpectation', () => {
  it.each([
    ['<', [1, 0, 0]],
    ['<=', [1, 1, 0]],
    ['==', [0, 1, 0]],
    ['!=', [1, 0, 1]],
    ['>=', [0, 1, 1]],
    ['>', [0, 0, 1]],
  ] as const)('%s', (operator, passes) => {
    expect([1, 2, 3].map((value) => Number(outcome(operator, 2, value).pass))).toEqual(passes);
  });

  it('carries the value and the expression as written', () => {
    expect(outcome('<', 2, 1)).toEqual({ expression: 'x', value: 1, pass: true });
  });

  it('is missed, whatever the comparison, where nothing was measured', () => {
    expect(outcome('!=', 2, undefined)).toEqual({ expression: 'x', value: null, pass: false });
    expect(outcome('<', 2, Number.NaN)).toEqual({ expression: 'x', value: null, pass: false });
  });
});
