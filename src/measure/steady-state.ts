/** Whether what is observed belongs to the steady state: no fault is in force, nor has one ended just now. */
import { type Micros, SECOND } from '../core/time.ts';
import type { Trace } from '../kernel/trace.ts';

/** How long after a fault what happens still counts as its consequence. */
const SETTLED_AFTER = 10 * SECOND;

/** Answers for the present, given when the observed operation began. */
export function watchSteadyState(trace: Trace): (begun: Micros) => boolean {
  let active = 0;
  let disturbedUntil = Number.NEGATIVE_INFINITY;
  trace.subscribe('fault', ({ phase, time }) => {
    active += phase === 'start' ? 1 : -1;
    disturbedUntil = time + SETTLED_AFTER;
  });
  return (begun) => active === 0 && begun >= disturbedUntil;
}
