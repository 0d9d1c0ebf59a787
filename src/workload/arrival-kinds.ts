/** The kinds of arrivals, described once: for `fivenines list`, the scenario schema and the docs. */
import type { Parameters } from '../core/parameters.ts';
import type { ArrivalSpec } from './client.ts';

export interface WorkloadKind {
  /** One line. */
  readonly summary: string;
  readonly source?: string;
  readonly parameters: Parameters;
  /** As a scenario file has it. */
  readonly example: string;
}

const RATE = { type: 'rate', doc: 'Arrivals per second over the whole client.', min: 0 } as const;

export const arrivalKinds: Readonly<Record<ArrivalSpec['kind'], WorkloadKind>> = {
  poisson: {
    summary: 'Independent callers: exponential gaps.',
    parameters: { rate: RATE },
    example: 'arrivals: {poisson: 200/s}',
  },
  constant: {
    summary: 'Evenly spaced, no randomness; machines take turns.',
    parameters: { rate: RATE },
    example: 'arrivals: {constant: 100/s}',
  },
  'on-off': {
    summary: 'Bursts: Poisson while on, nothing while off; all machines are on and off together.',
    source: 'interrupted Poisson process, Kuczura 1973',
    parameters: {
      rate: { ...RATE, doc: 'Arrivals per second while on.' },
      on: { type: 'random-duration', doc: 'How long a burst lasts.' },
      off: { type: 'random-duration', doc: 'How long the silence after it lasts.' },
    },
    example: 'arrivals: {on-off: {rate: 500/s, on: {exponential: 10s}, off: {exponential: 50s}}}',
  },
  diurnal: {
    summary: 'Day and night: Poisson with a sine wave for a rate.',
    source: 'thinning, Lewis & Shedler 1979',
    parameters: {
      low: { ...RATE, doc: 'Lowest rate.' },
      high: { ...RATE, doc: 'Highest rate.' },
      period: { type: 'duration', doc: 'Length of a day.', default: 86_400_000_000, min: 1 },
      peak: { type: 'duration', doc: 'When in the period the rate is highest.', default: 50_400_000_000, min: 0 },
    },
    example: 'arrivals: {diurnal: {low: 20/s, high: 200/s, period: 1d, peak: 14h}}',
  },
  timestamps: {
    summary: 'Replays recorded times; machines take them in turn.',
    parameters: { file: { type: 'text', doc: 'CSV with one time per line, counted from the start of the run.' } },
    example: 'arrivals: {timestamps: arrivals.csv}',
  },
  rates: {
    summary: 'Poisson with recorded rates, each until the next; the last one for ever.',
    parameters: { file: { type: 'text', doc: 'CSV with time and rate per line, times from the start of the run.' } },
    example: 'arrivals: {rates: rates.csv}',
  },
};
