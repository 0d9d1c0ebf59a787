/**
 * Answers by backend over a sliding window: successes, failures and the summed latency of successes. The window moves in
 * slices of a tenth: it covers the last ten whole ones; what the running slice gathers counts once that has ended.
 */
import type { Micros } from '../../../core/time.ts';
import { carried } from './carried.ts';

const WHOLE_SLICES = 10;

type Slices = Float64Array[];

export interface AnswerWindow {
  update(from: Int32Array): void;
  /** Forgets what has left the window at `now`; whether a slice has ended since the last call. O(1) if not. */
  advance(now: Micros): boolean;
  record(backend: number, latency: Micros, ok: boolean): void;
  successes(backend: number): number;
  failures(backend: number): number;
  /** Of successes, in microseconds. */
  latency(backend: number): number;
}

/** `length`: of the window. */
export function createAnswerWindow(length: Micros): AnswerWindow {
  const sliceLength = length / WHOLE_SLICES;
  const slices = (): Slices => Array.from({ length: WHOLE_SLICES + 1 }, () => new Float64Array(0));
  const successes = slices();
  const failures = slices();
  const latency = slices();
  let current = 0;

  const place = (): number => current % (WHOLE_SLICES + 1);
  const sum = (kept: Slices, backend: number): number => {
    let total = 0;
    for (let slice = 0; slice < kept.length; slice++) if (slice !== place()) total += kept[slice][backend];
    return total;
  };

  return {
    update(from) {
      for (const kept of [successes, failures, latency]) {
        for (let slice = 0; slice < kept.length; slice++) kept[slice] = carried(kept[slice], from);
      }
    },
    advance(now) {
      const next = Math.floor(now / sliceLength);
      if (next === current) return false;
      const ended = Math.min(next - current, WHOLE_SLICES + 1);
      for (current = next - ended + 1; ; current++) {
        for (const kept of [successes, failures, latency]) kept[place()].fill(0);
        if (current === next) return true;
      }
    },
    record(backend, micros, ok) {
      if (!ok) failures[place()][backend]++;
      else {
        successes[place()][backend]++;
        latency[place()][backend] += micros;
      }
    },
    successes: (backend) => sum(successes, backend),
    failures: (backend) => sum(failures, backend),
    latency: (backend) => sum(latency, backend),
  };
}
