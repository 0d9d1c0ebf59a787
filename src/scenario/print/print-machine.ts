/** What machines are made of, as far as it differs from what they would be anyway. */
import type { MachineSpec } from '../../cluster/topology.ts';
import { differing } from './differing.ts';
import { printDistribution } from './print-distribution.ts';
import { printLimit, printQuantity } from './print-quantity.ts';
import { type Mapping, mapping, unlessEmpty } from './written.ts';

const number = (value: number): string => printQuantity('number', value);

/** Empty if there is no difference. */
export const printMachine = (machine: MachineSpec, standard: MachineSpec): Mapping => {
  const { disk, clock } = machine;
  return mapping(
    ['cores', differing(machine.cores, standard.cores, number)],
    ['speed', differing(machine.speed, standard.speed, number)],
    [
      'disk',
      unlessEmpty(
        mapping(
          ['write', differing(disk.write, standard.disk.write, printDistribution)],
          ['fsync', differing(disk.fsync, standard.disk.fsync, printDistribution)],
          ['bandwidth', differing(disk.bandwidth, standard.disk.bandwidth, (rate) => printLimit('bandwidth', rate))],
          ['capacity', differing(disk.capacity, standard.disk.capacity, (size) => printLimit('size', size))],
          ['groupCommit', differing(disk.groupCommit, standard.disk.groupCommit, String)],
        ),
      ),
    ],
    [
      'clock',
      unlessEmpty(
        mapping(
          ['offset', differing(clock.offset, standard.clock.offset, printDistribution)],
          ['drift', differing(clock.drift, standard.clock.drift, (drift) => printQuantity('ppm', drift))],
        ),
      ),
    ],
  );
};
