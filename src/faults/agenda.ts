/** Actions at calendar times: the one kernel handler that all faults share. Faults are rare, so closures are cheap here. */
import type { Micros } from '../core/time.ts';
import type { EventHandle } from '../kernel/event-queue.ts';
import { type Kernel, PRIORITY } from '../kernel/kernel.ts';

export interface Agenda {
  /** `owner` numbers whose action it is; it goes into the run's fingerprint. */
  at(time: Micros, owner: number, action: () => void): EventHandle;
  cancel(handle: EventHandle): void;
}

export function createAgenda(kernel: Kernel): Agenda {
  const handler = kernel.register((_owner, _unused, action) => (action as () => void)(), { name: 'fault' });
  return {
    at: (time, owner, action) => kernel.at(time, PRIORITY.fault, handler, owner, 0, action),
    cancel(handle) {
      kernel.cancelCalendar(handle);
    },
  };
}
