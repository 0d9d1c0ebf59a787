/**
 * A circuit breaker: while too many requests fail, none is sent (M. Nygard, "Release It!", 2007, §5.2).
 *
 * Closed, it counts answers in a rolling window, which moves by tenths (as Hystrix' buckets); at the share of failures
 * that the specification names it opens. Open, it lets nothing through until its time is over. Then it is half-open: a
 * few probes go through; all must succeed to close it, one failure opens it again.
 *
 * Every change begins an era. What was sent in an earlier era says nothing about this one and does not count.
 */
import type { Micros } from '../../../core/time.ts';
import type { CircuitBreakerSpec } from '../pool.ts';

export interface CircuitBreaker {
  readonly spec: CircuitBreakerSpec;
  state: 'closed' | 'open' | 'half-open';
  era: number;
  openedAt: Micros;
  /** Half-open: probes that may still be sent, and those that succeeded. */
  permits: number;
  successes: number;
  /** By tenth of the window, in a ring; `tenth` is the one of the latest answer, counted from time 0. */
  readonly answers: Float64Array;
  readonly failures: Float64Array;
  tenth: number;
}

const TENTHS = 10;

export const createCircuitBreaker = (spec: CircuitBreakerSpec): CircuitBreaker => ({
  spec,
  state: 'closed',
  era: 0,
  openedAt: 0,
  permits: 0,
  successes: 0,
  answers: new Float64Array(TENTHS),
  failures: new Float64Array(TENTHS),
  tenth: 0,
});

/** Whether a request may be sent now. Half-open, this takes a permit: the end of the request must be recorded. */
export function admits(breaker: CircuitBreaker, now: Micros): boolean {
  if (breaker.state === 'closed') return true;
  if (breaker.state === 'open') {
    if (now - breaker.openedAt < breaker.spec.open) return false;
    enter(breaker, 'half-open');
    breaker.permits = breaker.spec.probes;
    breaker.successes = 0;
  }
  if (breaker.permits === 0) return false;
  breaker.permits--;
  return true;
}

/** The request that was admitted last is not sent after all. */
export function giveBack(breaker: CircuitBreaker): void {
  if (breaker.state === 'half-open') breaker.permits++;
}

/** A request that was admitted in `era` has ended. Returns the state that this led to, if it is another. */
export function record(breaker: CircuitBreaker, era: number, ok: boolean, now: Micros): 'open' | 'closed' | undefined {
  if (era !== breaker.era) return undefined;
  const { spec } = breaker;
  if (breaker.state === 'half-open') {
    if (!ok) return open(breaker, now);
    breaker.successes++;
    if (breaker.successes < spec.probes) return undefined;
    enter(breaker, 'closed');
    breaker.answers.fill(0);
    breaker.failures.fill(0);
    return 'closed';
  }
  advance(breaker, now);
  const place = breaker.tenth % TENTHS;
  breaker.answers[place]++;
  if (ok) return undefined;
  breaker.failures[place]++;
  const answers = sum(breaker.answers);
  return answers >= spec.minimum && sum(breaker.failures) >= spec.failures * answers ? open(breaker, now) : undefined;
}

function open(breaker: CircuitBreaker, now: Micros): 'open' {
  enter(breaker, 'open');
  breaker.openedAt = now;
  return 'open';
}

function enter(breaker: CircuitBreaker, state: CircuitBreaker['state']): void {
  breaker.state = state;
  breaker.era++;
}

/** Forgets the tenths that have left the window. */
function advance(breaker: CircuitBreaker, now: Micros): void {
  const tenth = Math.floor((now * TENTHS) / breaker.spec.window);
  const gone = Math.min(TENTHS, tenth - breaker.tenth);
  for (let i = 0; i < gone; i++) {
    breaker.answers[(tenth - i) % TENTHS] = 0;
    breaker.failures[(tenth - i) % TENTHS] = 0;
  }
  breaker.tenth = tenth;
}

function sum(counts: Float64Array): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}
