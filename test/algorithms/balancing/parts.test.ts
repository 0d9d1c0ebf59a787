/** The pieces that several algorithms share, against plain models of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BalancerEnvironment } from '../../../src/algorithms/balancing/balancer.ts';
import { aliasDraw, aliasTable } from '../../../src/algorithms/balancing/parts/alias-table.ts';
import { createAnswerWindow } from '../../../src/algorithms/balancing/parts/answer-window.ts';
import { createIdleQueue } from '../../../src/algorithms/balancing/parts/idle-queue.ts';
import { createInFlight } from '../../../src/algorithms/balancing/parts/in-flight.ts';
import { randomAvailable } from '../../../src/algorithms/balancing/parts/random-available.ts';
import { createSessionTable } from '../../../src/algorithms/balancing/parts/session-table.ts';
import { weightedAvailable } from '../../../src/algorithms/balancing/parts/weighted-available.ts';
import { randomStream } from '../../../src/core/random/random-stream.ts';
import { backendsOf } from './fake-proxy.ts';

const environmentWith = (available: (backend: number) => boolean): BalancerEnvironment => ({
  zone: 'a',
  now: () => 0,
  random: randomStream(1, 'parts'),
  available,
  reportedLoad: () => 0,
});

describe('the alias table', () => {
  it('holds exactly the weights', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<number[]>(0, 0.001, 1, 2, 7, 1e6), { minLength: 1, maxLength: 40 }),
        (weights) => {
          const total = weights.reduce((sum, weight) => sum + weight, 0);
          fc.pre(total > 0);
          const { heights, aliases } = aliasTable(Float64Array.from(weights));
          const held = new Array<number>(weights.length).fill(0);
          heights.forEach((height, column) => {
            held[column] += height / weights.length;
            held[aliases[column]] += (1 - height) / weights.length;
          });
          held.forEach((share, i) => {
            expect(Math.abs(share - weights[i] / total)).toBeLessThan(1e-12);
          });
        },
      ),
      { seed: 2, numRuns: 100 },
    );
  });

  it('gives an outcome for every draw', () => {
    const table = aliasTable(Float64Array.of(1, 3));
    const draws = Array.from({ length: 1000 }, (_, i) => aliasDraw(table, i / 1000));
    expect(draws.filter((outcome) => outcome === 0)).toHaveLength(250);
    expect(draws.filter((outcome) => outcome === 1)).toHaveLength(750);
  });
});

describe('a draw among the available', () => {
  it.each([1, 5, 60])('is uniform, %i of 60 being so', (up) => {
    const environment = environmentWith((backend) => backend % 60 < up);
    const counts = new Array<number>(60).fill(0);
    for (let i = 0; i < 12_000; i++) counts[randomAvailable(environment, 60)]++;
    counts.forEach((count, i) => {
      if (i >= up) expect(count).toBe(0);
      else expect(Math.abs(count - 12_000 / up)).toBeLessThanOrEqual(5 * Math.sqrt(12_000 / up));
    });
  });

  it.each([1, 2, 60])('is in proportion to weights, %i of 60 being so', (up) => {
    const environment = environmentWith((backend) => backend < up);
    const weights = Float64Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? 1 : 3));
    const table = aliasTable(weights);
    const counts = [0, 0];
    for (let i = 0; i < 12_000; i++) counts[weightedAvailable(environment, weights, table) % 2]++;
    expect(Math.abs(counts[0] / 12_000 - (up === 1 ? 1 : 0.25))).toBeLessThan(0.02);
  });
});

describe('requests under way', () => {
  it('are never negative, and stay with their backends', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ sent: fc.boolean(), backend: fc.nat({ max: 3 }) })), (steps) => {
        const flight = createInFlight();
        flight.update(Int32Array.of(-1, -1, -1, -1));
        const model = [0, 0, 0, 0];
        for (const { sent, backend } of steps) {
          if (sent) flight.sent(backend);
          else flight.ended(backend);
          model[backend] = Math.max(0, model[backend] + (sent ? 1 : -1));
          expect([...flight.counts]).toEqual(model);
        }
        flight.update(Int32Array.of(3, -1, 0));
        expect([...flight.counts]).toEqual([model[3], 0, model[0]]);
      }),
      { seed: 3, numRuns: 50 },
    );
  });
});

describe('the idle queue', () => {
  it('is a list without repetitions', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ add: fc.boolean(), backend: fc.nat({ max: 5 }) }), { maxLength: 40, size: 'max' }),
        (steps) => {
          const queue = createIdleQueue();
          expect(queue.first()).toBe(-1);
          queue.update([], backendsOf(6));
          let model: number[] = [];
          for (const { add, backend } of steps) {
            if (add) queue.add(backend);
            else queue.remove(backend);
            if (!add) model = model.filter((other) => other !== backend);
            else if (!model.includes(backend)) model.push(backend);
            const found: number[] = [];
            for (let at = queue.first(); at >= 0; at = queue.after(at)) found.push(at);
            expect(found).toEqual(model);
          }
        },
      ),
      { seed: 4, numRuns: 50 },
    );
  });
});

describe('the window of answers', () => {
  it('sums the last ten whole slices', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ wait: fc.nat({ max: 300 }), backend: fc.nat({ max: 2 }), ok: fc.boolean() }), {
          maxLength: 60,
          size: 'max',
        }),
        (answers) => {
          const window = createAnswerWindow(1000);
          window.update(Int32Array.of(-1, -1, -1));
          const past: { slice: number; backend: number; latency: number; ok: boolean }[] = [];
          let now = 0;
          for (const { wait, backend, ok } of answers) {
            const before = Math.floor(now / 100);
            now += wait;
            const slice = Math.floor(now / 100);
            expect(window.advance(now)).toBe(slice !== before);
            const seen = past.filter((answer) => answer.slice >= slice - 10 && answer.slice < slice);
            for (const b of [0, 1, 2]) {
              const good = seen.filter((answer) => answer.backend === b && answer.ok);
              expect(window.successes(b)).toBe(good.length);
              expect(window.failures(b)).toBe(seen.filter((answer) => answer.backend === b && !answer.ok).length);
              expect(window.latency(b)).toBe(good.reduce((sum, { latency }) => sum + latency, 0));
            }
            window.record(backend, wait, ok);
            past.push({ slice, backend, latency: wait, ok });
          }
        },
      ),
      { seed: 6, numRuns: 60 },
    );
  });
});

describe('the table of sessions', () => {
  it('forgets by age and by last use', () => {
    const step = fc.record({
      session: fc.nat({ max: 6 }),
      wait: fc.nat({ max: 40 }),
      do: fc.constantFrom('find', 'bind', 'renumber'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => {
        const table = createSessionTable(4, 100);
        /** The least recently used first. */
        let model: { session: number; backend: number; usedAt: number }[] = [];
        let now = 0;
        steps.forEach(({ session, wait, do: action }, i) => {
          now += wait;
          const known = model.find((binding) => binding.session === session);
          if (action === 'renumber') {
            table.renumber(Int32Array.of(1, 2, -1));
            model = model
              .map((binding) => ({ ...binding, backend: binding.backend + 1 }))
              .filter(({ backend }) => backend < 3);
          } else {
            const rest = model.filter((binding) => binding !== known);
            if (action === 'find') {
              const alive = known !== undefined && now - known.usedAt < 100;
              expect(table.find(session, now)).toBe(alive ? known.backend : -1);
              model = alive ? [...rest, { ...known, usedAt: now }] : rest;
            } else {
              table.bind(session, i % 3, now);
              model = [
                ...(known === undefined && rest.length === 4 ? rest.slice(1) : rest),
                { session, backend: i % 3, usedAt: now },
              ];
            }
          }
          expect(table.size).toBe(model.length);
        });
      }),
      { seed: 8, numRuns: 100 },
    );
  });
});
