/** Open-loop load: operations start when the arrival process says so, however many are still in flight. */
import { type Kernel, PRIORITY } from '../kernel/kernel.ts';
import type { Arrivals } from './arrivals/arrivals.ts';
import type { Invoke } from './invoke.ts';
import type { OperationSource } from './operation-source.ts';

export function startOpenLoop(kernel: Kernel, arrivals: Arrivals, source: OperationSource, invoke: Invoke): void {
  const arrive = kernel.register(
    () => {
      awaitNext();
      const user = source.nextUser();
      invoke(source.nextOperation(), source.nextKey(), user);
    },
    { name: 'arrival' },
  );
  const awaitNext = (): void => {
    const time = arrivals();
    if (time !== Number.POSITIVE_INFINITY) kernel.at(time, PRIORITY.workload, arrive);
  };
  awaitNext();
}
