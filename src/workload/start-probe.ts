/**
 * A probe: one write at every tick, to a key of the zone's own. Ticks stand on the calendar, at multiples of `every`
 * from 0 on: an operation that takes long does not delay the next.
 */
import type { Micros } from '../core/time.ts';
import { type Kernel, PRIORITY } from '../kernel/kernel.ts';
import type { Invoke } from './invoke.ts';
import type { MachineShare } from './machine-share.ts';

/** The probe's zones are its users. */
export function startProbe(kernel: Kernel, every: Micros, { client, zone, index }: MachineShare, invoke: Invoke): void {
  const key = `${client}/${zone}`;
  const tick = kernel.register(
    () => {
      kernel.at(kernel.now + every, PRIORITY.workload, tick);
      invoke('write', key, index);
    },
    { name: `tick of ${key}` },
  );
  kernel.at(0, PRIORITY.workload, tick);
}
