/**
 * When a fault strikes one target, as a chain of calendar events: only the next one is ever pending. Draws come in a
 * fixed order (gap, length, gap, length, …) from the target's own stream, so neither the state of the cluster nor an
 * early heal nor another fault moves them.
 */
import { createDistribution } from '../core/distributions/create-distribution.ts';
import type { DistributionSpec } from '../core/distributions/distribution.ts';
import type { RandomStream } from '../core/random/random-stream.ts';
import type { Micros } from '../core/time.ts';
import type { FaultSchedule } from './fault.ts';

export interface ScheduledFault {
  readonly schedule: FaultSchedule;
  /** Absent: until healed. */
  readonly length?: DistributionSpec;
  /** Random schedules begin to count here. */
  readonly start: Micros;
  /** No occurrence before or after, both inclusive. */
  readonly earliest: Micros;
  readonly latest: Micros;
  readonly random: RandomStream;
}

/** A sampler of whole microseconds, at least `min`. */
const sampler = (spec: DistributionSpec, min: Micros): ((random: RandomStream) => Micros) => {
  const distribution = createDistribution(spec);
  return (random) => Math.max(min, Math.round(distribution.sample(random)));
};

/** `at` schedules an action; `strike` is told the length and answers whether to go on. */
export function installOccurrences(
  { schedule, length, start, earliest, latest, random }: ScheduledFault,
  at: (time: Micros, action: () => void) => void,
  strike: (length: Micros | undefined) => boolean,
): void {
  const drawLength = length === undefined ? undefined : sampler(length, 0);

  if (schedule.type === 'at') {
    for (const time of schedule.times) {
      if (time >= earliest && time <= latest) at(time, () => strike(drawLength?.(random)));
    }
    return;
  }

  // At least a microsecond, or a gap of zero would hold the calendar at one instant for ever.
  const drawGap = sampler(schedule.type === 'every' ? schedule.gap : schedule.mtbf, 1);
  const drawRepair = schedule.type === 'mtbf' ? sampler(schedule.repair, 0) : undefined;
  const next = (since: Micros): void => {
    const time = since + drawGap(random);
    if (!(time <= latest)) return;
    at(time, () => {
      const lasts = (drawRepair ?? drawLength)?.(random);
      if (strike(lasts)) next(drawRepair === undefined ? time : time + (lasts ?? 0));
    });
  };
  next(Math.max(start, earliest));
}
