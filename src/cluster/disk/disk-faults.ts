/** The faults in force on one disk, folded into what an operation needs to know. */
import type { DiskFault } from '../control.ts';

export interface DiskFaults {
  readonly factor: number;
  readonly stall: number;
  readonly full: boolean;
  readonly lying: boolean;
}

export const NO_DISK_FAULTS: DiskFaults = { factor: 1, stall: 0, full: false, lying: false };

/** Factors multiply, stalls add up. */
export function foldDiskFaults(faults: readonly DiskFault[]): DiskFaults {
  let { factor, stall, full, lying } = NO_DISK_FAULTS;
  for (const fault of faults) {
    if (fault.type === 'slow') {
      factor *= fault.factor;
      stall += fault.stall;
    } else if (fault.type === 'full') full = true;
    else lying = true;
  }
  return { factor, stall, full, lying };
}
