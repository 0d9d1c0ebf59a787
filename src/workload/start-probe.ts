/**
 * A probe: one call at every tick, to a key of the zone's own. Ticks stand on the calendar, at multiples of `every`
 * from 0 on: an operation that takes long does not delay the next.
 */
import { type Micros, SECOND } from '../core/time.ts';
import { type Kernel, PRIORITY } from '../kernel/kernel.ts';
import type { LoadRhythm } from './load.ts';
import type { MachineShare } from './machine-share.ts';

/** The zones are its users. */
export function startProbe(
  kernel: Kernel,
  every: Micros,
  { client, zone, index }: MachineShare,
  call: (key: string, user: number) => void,
): LoadRhythm {
  const key = `${client}/${zone}`;
  let next: Micros = 0;
  let pending = 0;
  const tick = kernel.register(
    () => {
      next += every;
      awaitNext();
      call(key, index);
    },
    { name: `tick of ${key}` },
  );
  const awaitNext = (): void => {
    pending = kernel.at(next, PRIORITY.workload, tick);
  };
  awaitNext();
  return {
    perSecond: SECOND / every,
    period: every,
    suspend: () => void kernel.cancelCalendar(pending),
    resume(until) {
      const passed = Math.max(0, Math.ceil((until - next) / every));
      next += passed * every;
      awaitNext();
      return passed;
    },
  };
}
