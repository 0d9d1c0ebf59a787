/** Open-loop load: operations start when the arrival process says so, however many are still in flight. */
import type { Micros } from '../core/time.ts';
import { type Kernel, PRIORITY } from '../kernel/kernel.ts';
import type { Arrivals } from './arrivals/arrivals.ts';
import type { LoadRhythm } from './load.ts';

/** `call` is called at every arrival. */
export function startOpenLoop(kernel: Kernel, arrivals: Arrivals, call: () => void): LoadRhythm {
  let next: Micros;
  let pending = 0;
  const arrive = kernel.register(
    () => {
      next = arrivals();
      awaitNext();
      call();
    },
    { name: 'arrival' },
  );
  const awaitNext = (): void => {
    pending = next === Number.POSITIVE_INFINITY ? 0 : kernel.at(next, PRIORITY.workload, arrive);
  };
  next = arrivals();
  awaitNext();

  const { stationary } = arrivals;
  return {
    perSecond: stationary?.perSecond,
    period: stationary?.period,
    suspend: () => void kernel.cancelCalendar(pending),
    resume(until) {
      let passed = 0;
      if (next < until && stationary !== undefined) {
        passed = 1 + stationary.passOver(until);
        next = arrivals();
      }
      awaitNext();
      return passed;
    },
  };
}
