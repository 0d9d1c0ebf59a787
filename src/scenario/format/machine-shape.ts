/** `topology.node` and the overrides in `topology.nodes`: what a machine is made of. */

import { optional } from '../decode/field.ts';
import { inherited } from '../decode/inherited.ts';
import { quantity } from '../decode/quantity.ts';
import { randomDuration, randomOffset } from '../decode/random-quantity.ts';
import { record } from '../decode/record.ts';
import type { Decoded } from '../decode/shape.ts';
import { truth } from '../decode/truth.ts';
import { DEFAULTS } from '../defaults.ts';
import { unlimitedOr } from './unlimited.ts';

const disk = record('a disk: write, fsync, bandwidth, capacity, groupCommit', {
  write: inherited(randomDuration, DEFAULTS.write, 'time of a buffered append'),
  fsync: inherited(randomDuration, DEFAULTS.fsync, 'time of an fsync'),
  bandwidth: inherited(unlimitedOr('bandwidth', { above: 0 }), DEFAULTS.unlimited, 'bytes a second'),
  capacity: inherited(unlimitedOr('size', { above: 0 }), DEFAULTS.unlimited, 'size; appends fail beyond it'),
  groupCommit: inherited(truth, DEFAULTS.groupCommit, 'syncs that wait while one is under way are served together'),
});

const clock = record('a clock: offset, drift', {
  offset: inherited(randomOffset, DEFAULTS.clockOffset, 'how far the wall clock is off at the start, drawn per node'),
  drift: inherited(
    quantity('ppm', { min: 0, max: 500_000 }),
    DEFAULTS.clockDrift,
    'bound of the rate error, drawn per node',
  ),
});

export const machineShape = record('a machine: cores, speed, disk, clock', {
  cores: inherited(quantity('integer', { min: 1, max: 1024 }), DEFAULTS.cores, 'CPU cores'),
  speed: inherited(quantity('number', { min: 0.001, max: 1000 }), DEFAULTS.speed, '0.5 takes twice as long'),
  disk: optional(disk, 'the disk'),
  clock: optional(clock, 'the clock'),
});

export type MachineDraft = Decoded<typeof machineShape>;
