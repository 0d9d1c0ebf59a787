/** The kinds of arrivals, described once: for `fivenines list`, the scenario schema and the docs. */
import type { Parameters } from '../core/parameters.ts';
import type { ArrivalSpec } from './client.ts';

export interface WorkloadKind<Name extends string> {
  readonly name: Name;
  /** One line. */
  readonly summary: string;
  readonly source?: string;
  readonly parameters: Parameters;
  /** As a scenario file has it. */
  readonly example: string;
}

const RATE = { type: 'rate', doc: 'arrivals per second over the whole client', min: 0 } as const;

export const ARRIVAL_KINDS: readonly WorkloadKind<ArrivalSpec['kind']>[] = [
  {
    name: 'poisson',
    summary: 'independent callers: exponential gaps',
    parameters: { rate: RATE },
    example: 'arrivals: {poisson: 200/s}',
  },
  {
    name: 'constant',
    summary: 'evenly spaced, no randomness; machines take turns',
    parameters: { rate: RATE },
    example: 'arrivals: {constant: 100/s}',
  },
  {
    name: 'on-off',
    summary: 'bursts: Poisson while on, nothing while off; all machines are on and off together',
    source: 'interrupted Poisson process, Kuczura 1973',
    parameters: {
      rate: { ...RATE, doc: 'arrivals per second while on' },
      on: { type: 'random-duration', doc: 'how long a burst lasts' },
      off: { type: 'random-duration', doc: 'how long the silence after it lasts' },
    },
    example: 'arrivals: {on-off: {rate: 500/s, on: {exponential: 10s}, off: {exponential: 50s}}}',
  },
  {
    name: 'diurnal',
    summary: 'day and night: Poisson with a sine wave for a rate',
    source: 'thinning, Lewis & Shedler 1979',
    parameters: {
      low: { ...RATE, doc: 'lowest rate' },
      high: { ...RATE, doc: 'highest rate' },
      period: { type: 'duration', doc: 'length of a day', default: 86_400_000_000, min: 1 },
      peak: { type: 'duration', doc: 'when in the period the rate is highest', default: 50_400_000_000, min: 0 },
    },
    example: 'arrivals: {diurnal: {low: 20/s, high: 200/s, period: 1d, peak: 14h}}',
  },
  {
    name: 'timestamps',
    summary: 'replays recorded times; machines take them in turn',
    parameters: { file: { type: 'text', doc: 'CSV with one time per line, counted from the start of the run' } },
    example: 'arrivals: {timestamps: arrivals.csv}',
  },
  {
    name: 'rates',
    summary: 'Poisson with recorded rates, each until the next; the last one for ever',
    parameters: { file: { type: 'text', doc: 'CSV with time and rate per line, times from the start of the run' } },
    example: 'arrivals: {rates: rates.csv}',
  },
];
