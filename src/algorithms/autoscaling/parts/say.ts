/** Figures as reasons write them: short, since they are read in a list of hundreds. */
import type { Micros } from '../../../core/time.ts';
import { formatDecimal } from '../../../core/units/format-decimal.ts';
import { formatDuration } from '../../../core/units/format-duration.ts';

/** Three significant digits: 1234, 56.7, 0.123. */
const short = (value: number): string => formatDecimal(value, value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3);

export const say = {
  percent: (share: number) => `${Math.round(share * 100)} %`,
  cores: (cores: number) => `${short(cores)} ${cores === 1 ? 'core' : 'cores'}`,
  rate: (perSecond: number) => `${short(perSecond)}/s`,
  count: short,
  duration: (time: Micros) => formatDuration(time),
  seconds: (seconds: number) => formatDuration(Math.round(seconds * 1e6)),
  /** `cpu 91 % of a target of 60 %`. */
  ofTarget: (what: string, value: string, target: string) => `${what} ${value} of a target of ${target}`,
} as const;
