import { describe, expect, it } from 'vitest';
import {
  admits,
  type CircuitBreaker,
  createCircuitBreaker,
  giveBack,
  record,
} from '../../../../src/services/pool/caller/circuit-breaker.ts';

const spec = { window: 1000, minimum: 4, failures: 0.5, open: 100, probes: 2, maxInFlight: Number.POSITIVE_INFINITY };
const answer = (breaker: CircuitBreaker, ok: boolean, now: number) => record(breaker, breaker.era, ok, now);
const opened = (): CircuitBreaker => {
  const breaker = createCircuitBreaker(spec);
  for (let i = 0; i < 4; i++) answer(breaker, false, 0);
  return breaker;
};

describe('a circuit breaker', () => {
  it('opens at its share of failures, once there are enough answers', () => {
    const breaker = createCircuitBreaker(spec);
    const outcomes = [false, false, true, true].map((ok) => answer(breaker, ok, 10));
    expect(outcomes).toEqual([undefined, undefined, undefined, undefined]);
    expect(answer(breaker, false, 10)).toBe('open');
    expect(admits(breaker, 109)).toBe(false);
    expect(admits(breaker, 110)).toBe(true);
    expect(breaker.state).toBe('half-open');
  });

  it('counts what is in the window', () => {
    const breaker = createCircuitBreaker(spec);
    for (const at of [50, 50, 50, 940, 1040]) expect(answer(breaker, at > 100, at)).toBe(undefined);
    expect(answer(breaker, false, 1040)).toBe(undefined);
    expect(answer(breaker, false, 1040)).toBe('open');
    const quiet = createCircuitBreaker(spec);
    for (let round = 1; round < 50; round++) {
      for (let i = 0; i < 3; i++) expect(answer(quiet, false, round * 1000)).toBe(undefined);
    }
  });

  it('lets so many probes through, and closes with an empty window when all have succeeded', () => {
    const breaker = opened();
    expect([200, 200, 200].map((now) => admits(breaker, now))).toEqual([true, true, false]);
    expect(answer(breaker, true, 210)).toBe(undefined);
    expect(admits(breaker, 210)).toBe(false);
    expect(answer(breaker, true, 220)).toBe('closed');
    for (let i = 0; i < 3; i++) expect(answer(breaker, false, 230)).toBe(undefined);
    expect(answer(breaker, false, 230)).toBe('open');
  });

  it('opens again at one failure, and asks for all successes anew', () => {
    const breaker = opened();
    for (const now of [200, 400]) {
      expect(admits(breaker, now)).toBe(true);
      expect(admits(breaker, now)).toBe(true);
      expect(answer(breaker, true, now)).toBe(undefined);
      expect(answer(breaker, false, now)).toBe('open');
    }
  });

  it('does not count what was sent in an earlier era', () => {
    const breaker = createCircuitBreaker(spec);
    const { era } = breaker;
    for (let i = 0; i < 4; i++) answer(breaker, false, 0);
    admits(breaker, 200);
    expect(record(breaker, era, false, 210)).toBe(undefined);
    expect(record(breaker, era, true, 210)).toBe(undefined);
    expect(breaker.successes).toBe(0);
    expect(breaker.state).toBe('half-open');
    expect([admits(breaker, 220), admits(breaker, 220)]).toEqual([true, false]);
  });

  it('gives the permit of a probe back that is not sent', () => {
    const breaker = opened();
    admits(breaker, 200);
    admits(breaker, 200);
    giveBack(breaker);
    expect([admits(breaker, 200), admits(breaker, 200)]).toEqual([true, false]);
  });
});
