/** Open-loop load: operations start when the arrival process says so, however many are still in flight. */
import type { Micros } from '../core/time.ts';
import { type Kernel, PRIORITY } from '../kernel/kernel.ts';
import type { Invoke } from '../services/store-client/invoke.ts';
import type { Arrivals } from './arrivals/arrivals.ts';
import type { LoadRhythm } from './load.ts';
import type { OperationSource } from './operation-source.ts';

export function startOpenLoop(kernel: Kernel, arrivals: Arrivals, source: OperationSource, invoke: Invoke): LoadRhythm {
  let next: Micros;
  let pending = 0;
  const arrive = kernel.register(
    () => {
      next = arrivals();
      awaitNext();
      const user = source.nextUser();
      invoke(source.nextOperation(), source.nextKey(), user);
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
