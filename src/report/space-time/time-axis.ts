/**
 * Where instants stand on a diagram. Elections take seconds and messages take microseconds, so time is not to scale:
 * instants keep their order, and the distance between two grows with the logarithm of the time between them.
 */
import type { Micros } from '../../core/time.ts';

export interface TimeAxis {
  /** Pixels from the top. Instants between two landmarks are interpolated. */
  position(time: Micros): number;
  readonly height: number;
  /** Landmarks between which much time passes, and where the gap is drawn. */
  readonly gaps: readonly { readonly from: Micros; readonly to: Micros; readonly at: number }[];
  /** Landmarks worth a label, none closer than `labelSpacing` to the next. */
  readonly labels: readonly { readonly time: Micros; readonly at: number }[];
}

const LEAST_STEP = 5;
const PER_DECADE = 8;
/** Microseconds that take the least step. */
const SHORT = 100;
const LONG = 200_000;
const LABEL_SPACING = 16;

/** `landmarks` in any order; each of `spaced` stands at least `spacing` pixels below the landmark before it. */
export function createTimeAxis(landmarks: readonly Micros[], spaced: readonly Micros[], spacing: number): TimeAxis {
  const times = [...new Set([...landmarks, ...spaced])].sort((a, b) => a - b);
  const apart = new Set(spaced);
  const positions: number[] = [];
  const gaps: { from: Micros; to: Micros; at: number }[] = [];
  let lastSpaced = Number.NEGATIVE_INFINITY;
  for (const [i, time] of times.entries()) {
    const previous = i === 0 ? 0 : positions[i - 1] + step(time - times[i - 1]);
    const position = apart.has(time) ? Math.max(previous, lastSpaced + spacing) : previous;
    if (apart.has(time)) lastSpaced = position;
    if (i > 0 && time - times[i - 1] >= LONG)
      gaps.push({ from: times[i - 1], to: time, at: (positions[i - 1] + position) / 2 });
    positions.push(position);
  }
  const position = (time: Micros): number => interpolate(times, positions, time);
  const labels: { time: Micros; at: number }[] = [];
  for (const time of times) {
    const at = position(time);
    if (at - (labels.at(-1)?.at ?? Number.NEGATIVE_INFINITY) >= LABEL_SPACING) labels.push({ time, at });
  }
  return { position, height: positions.at(-1) ?? 0, gaps, labels };
}

const step = (gap: Micros): number => LEAST_STEP + PER_DECADE * Math.log10(1 + gap / SHORT);

function interpolate(times: readonly Micros[], positions: readonly number[], time: Micros): number {
  if (times.length === 0) return 0;
  let low = 0;
  let high = times.length - 1;
  if (time <= times[low]) return positions[low];
  if (time >= times[high]) return positions[high];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (times[middle] <= time) low = middle;
    else high = middle;
  }
  const share = (time - times[low]) / (times[high] - times[low]);
  return positions[low] + share * (positions[high] - positions[low]);
}
