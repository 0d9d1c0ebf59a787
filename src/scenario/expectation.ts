/** Expectations against results. Parsing is in `compile/compile-expectations.ts`. */
import type { ExpectationOutcome } from '../measure/result.ts';
import type { Expectation } from './scenario.ts';

const HOLDS: Readonly<Record<Expectation['operator'], (value: number, wanted: number) => boolean>> = {
  '<': (value, wanted) => value < wanted,
  '<=': (value, wanted) => value <= wanted,
  '==': (value, wanted) => value === wanted,
  '!=': (value, wanted) => value !== wanted,
  '>=': (value, wanted) => value >= wanted,
  '>': (value, wanted) => value > wanted,
};

/** An expectation about what was never measured is missed: its value is null. */
export const evaluateExpectation = (
  expectation: Expectation,
  lookUp: (metric: string) => number | undefined,
): ExpectationOutcome => {
  const { expression, metric, operator, value: wanted } = expectation;
  const value = lookUp(metric);
  if (value === undefined || Number.isNaN(value)) return { expression, value: null, pass: false };
  return { expression, value, pass: HOLDS[operator](value, wanted) };
};
