/** What the charts share: their width, and units for axes of time. */
export const WIDTH = 640;

/** Longest name beside an axis, in pixels: less on a phone. */
export const NAME_LIMIT = { expr: 'width < 420 ? 110 : 200' };

export interface TimeUnit {
  readonly seconds: number;
  readonly name: string;
}

const UNITS: readonly TimeUnit[] = [
  { seconds: 86_400, name: 'days' },
  { seconds: 3_600, name: 'hours' },
  { seconds: 60, name: 'minutes' },
  { seconds: 1, name: 'seconds' },
  { seconds: 0.001, name: 'milliseconds' },
  { seconds: 0.000_001, name: 'microseconds' },
];

/** The largest unit of which `maxSeconds` holds at least two. */
export function timeUnitFor(maxSeconds: number): TimeUnit {
  return UNITS.find((unit) => maxSeconds >= 2 * unit.seconds) ?? { seconds: 1, name: 'seconds' };
}

const MARKS = [
  1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1, 10, 60, 600, 3_600, 21_600, 86_400, 604_800, 2_592_000, 31_536_000,
];

/** Domain and ticks of a logarithmic axis in seconds that holds all of `seconds` (each above zero). */
export function logSecondsAxis(seconds: readonly number[]): { domain: [number, number]; ticks: number[] } {
  const low = seconds.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = seconds.reduce((most, value) => Math.max(most, value), 0);
  const from = MARKS.findLastIndex((mark) => mark <= low);
  const to = MARKS.findIndex((mark) => mark >= high);
  const ticks = MARKS.slice(Math.max(0, from), to < 0 ? MARKS.length : to + 1);
  if (ticks.length < 2) return { domain: [low / 2, high * 2], ticks };
  return { domain: [Math.min(low, ticks[0]), Math.max(high, ticks[ticks.length - 1])], ticks };
}

/** A Vega expression for the labels of a logarithmic axis in seconds: `1 ms`, `10 s`, `1 h`. */
export const LOG_SECONDS_LABEL = [
  "datum.value < 0.001 ? format(datum.value * 1000000, '~g') + ' µs'",
  "datum.value < 1 ? format(datum.value * 1000, '~g') + ' ms'",
  "datum.value < 60 ? format(datum.value, '~g') + ' s'",
  "datum.value < 3600 ? format(datum.value / 60, '~g') + ' min'",
  "datum.value < 86400 ? format(datum.value / 3600, '~g') + ' h'",
  "datum.value < 31536000 ? format(datum.value / 86400, '~g') + ' d'",
  "format(datum.value / 31536000, '~g') + ' y'",
].join(' : ');
