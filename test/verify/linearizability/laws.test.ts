/** What holds whatever the history, and what holds of the explanation when the answer is no. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../src/verify/history/operation.ts';
import { checkLinearizability } from '../../../src/verify/linearizability/check-linearizability.ts';
import type { Model } from '../../../src/verify/linearizability/model.ts';
import { MODELS } from '../../../src/verify/linearizability/models.ts';
import { anyHistory } from './any-history.ts';
import { bruteForce } from './brute-force.ts';
import { SPECIFICATIONS } from './specifications.ts';

const RUNS = { seed: 2, numRuns: 250 };
const isLinearizable = (operations: readonly Operation[], model: Model): boolean =>
  checkLinearizability(operations, model).verdict === 'linearizable';
const forgotten = (operation: Operation): Operation => ({
  ...operation,
  outcome: 'info',
  result: undefined,
  reason: undefined,
  return: Number.POSITIVE_INFINITY,
});

describe.each([...MODELS])('%s', (name, model) => {
  it('stays linearizable when intervals grow', () => {
    const property = fc.property(
      anyHistory(name),
      fc.nat(6),
      fc.nat(2000),
      fc.nat(2000),
      (history, i, before, after) => {
        fc.pre(isLinearizable(history, model));
        // The fraction keeps positions apart.
        const grown = history.map((operation, j) =>
          j === i % history.length
            ? { ...operation, call: operation.call - before - 0.5, return: operation.return + after + 0.5 }
            : operation,
        );
        expect(isLinearizable(grown, model)).toBe(true);
      },
    );
    fc.assert(property, RUNS);
  });

  it('stays linearizable when an outcome is forgotten', () => {
    const property = fc.property(anyHistory(name), fc.nat(6), (history, i) => {
      fc.pre(isLinearizable(history, model));
      // What failed had no effect: forgetting that is no loss of knowledge that a model has to bear.
      const known = history.map((operation, j) =>
        j === i % history.length && operation.outcome === 'ok' ? forgotten(operation) : operation,
      );
      expect(isLinearizable(known, model)).toBe(true);
    });
    fc.assert(property, RUNS);
  });

  it('stays linearizable when the end is cut off', () => {
    const property = fc.property(anyHistory(name), fc.nat(4000), (history, end) => {
      fc.pre(isLinearizable(history, model));
      const cut = history
        .filter(({ call }) => call < end)
        .map((operation) => (operation.return > end ? forgotten(operation) : operation));
      expect(isLinearizable(cut, model)).toBe(true);
    });
    fc.assert(property, RUNS);
  });

  it('does not depend on the order in which operations are given, or on their processes', () => {
    const property = fc.property(
      anyHistory(name).chain((history) =>
        fc.tuple(fc.constant(history), fc.shuffledSubarray(history, { minLength: history.length })),
      ),
      ([history, shuffled]) => {
        const renamed = shuffled.map((operation) => ({ ...operation, process: 9 - operation.process }));
        expect(isLinearizable(renamed, model)).toBe(isLinearizable(history, model));
      },
    );
    fc.assert(property, RUNS);
  });

  it('explains: the prefix is legal, up to the end there is an order, from the end on there is none', () => {
    let seen = 0;
    const property = fc.property(anyHistory(name), (history) => {
      const verdict = checkLinearizability(history, model);
      fc.pre(verdict.verdict === 'not-linearizable');
      if (verdict.verdict !== 'not-linearizable') return;
      seen++;
      const { end, exact, prefixes, operations } = verdict.counterexample;
      expect(exact).toBe(true);
      expect(prefixes.length).toBeGreaterThan(0);
      expect(operations.every(({ call }) => call < end)).toBe(true);
      // What has not returned may be left out, but what it is going to return is known.
      const cut = (until: number) =>
        operations
          .filter(({ call }) => call < until)
          .map((operation) =>
            operation.return > until ? { ...operation, return: Number.POSITIVE_INFINITY } : operation,
          );
      expect(bruteForce(cut(end), SPECIFICATIONS[name])).toBe(false);
      expect(bruteForce(cut(end - 1), SPECIFICATIONS[name])).toBe(true);
      for (const { order, stuck } of prefixes) {
        const placed = new Set(order.map(({ call }) => call));
        let state: unknown = SPECIFICATIONS[name].initial;
        let latest = Number.NEGATIVE_INFINITY;
        for (const operation of order) {
          state = SPECIFICATIONS[name].apply(state as never, operation);
          expect(state).not.toBe(undefined);
          latest = Math.max(latest, operation.call);
          expect(operation.return).toBeGreaterThan(latest);
        }
        for (const operation of stuck) {
          expect(placed.has(operation.call)).toBe(false);
          expect(SPECIFICATIONS[name].apply(state as never, operation)).toBe(undefined);
        }
      }
    });
    fc.assert(property, { seed: 3, numRuns: 400 });
    expect(seen).toBeGreaterThan(50);
  });
});
