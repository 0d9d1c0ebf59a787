/**
 * Holt–Winters' seasonal method, additive and multiplicative (Hyndman & Athanasopoulos, "Forecasting: Principles and
 * Practice", 3rd ed., §8.3; equations in error-free component form). Level ℓ, trend b, m seasonal terms s:
 *
 *     additive        ŷ(t+h) = ℓ + h b + s(t+h−m)       multiplicative  ŷ(t+h) = (ℓ + h b) s(t+h−m)
 *     ℓ(t) = α (y − s(t−m)) + (1−α)(ℓ + b)              ℓ(t) = α y / s(t−m) + (1−α)(ℓ + b)
 *     b(t) = β (ℓ(t) − ℓ) + (1−β) b                     the same
 *     s(t) = γ (y − ℓ − b) + (1−γ) s(t−m)               s(t) = γ y / (ℓ + b) + (1−γ) s(t−m)
 *
 * Started from the first two seasons (Hyndman, "Initializing the Holt–Winters method", 2010): ℓ is the mean of the first,
 * b the mean step from a value of the first season to its fellow of the second, over m, s what the values of the first
 * season are beside its mean. Parameters are given and not fitted.
 */
export interface SmoothingWeights {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
}

export interface HoltWinters {
  /** The next value, one step after the last. */
  add(value: number): void;
  /** What is to be expected `steps` ≥ 1 after the last value. Undefined before two seasons are over. */
  forecast(steps: number): number | undefined;
}

/** `season`: values in a season, at least 2. */
export function holtWinters(
  season: number,
  { alpha, beta, gamma }: SmoothingWeights,
  seasonality: 'additive' | 'multiplicative',
): HoltWinters {
  const multiplicative = seasonality === 'multiplicative';
  const relative = (value: number, base: number): number =>
    multiplicative ? (base > 0 ? value / base : 1) : value - base;
  const removed = (value: number, seasonal: number): number =>
    multiplicative ? (seasonal > 0 ? value / seasonal : value) : value - seasonal;
  const seasonal = new Float64Array(season);
  /** Until the method starts. */
  let first: number[] = [];
  /** Values so far. */
  let count = 0;
  let level = 0;
  let trend = 0;

  const smooth = (value: number, position: number): void => {
    const expected = level + trend;
    const next = alpha * removed(value, seasonal[position]) + (1 - alpha) * expected;
    trend = beta * (next - level) + (1 - beta) * trend;
    seasonal[position] = gamma * relative(value, expected) + (1 - gamma) * seasonal[position];
    level = next;
  };

  const start = (): void => {
    let rise = 0;
    for (let i = 0; i < season; i++) {
      level += first[i] / season;
      rise += first[season + i] - first[i];
    }
    trend = rise / season / season;
    for (let i = 0; i < season; i++) seasonal[i] = relative(first[i], level);
    for (let i = season; i < 2 * season; i++) smooth(first[i], i - season);
    first = [];
  };

  return {
    add(value) {
      count++;
      if (count > 2 * season) smooth(value, (count - 1) % season);
      else {
        first.push(value);
        if (count === 2 * season) start();
      }
    },
    forecast(steps) {
      if (count < 2 * season) return undefined;
      const line = level + steps * trend;
      const term = seasonal[(count - 1 + steps) % season];
      return multiplicative ? line * term : line + term;
    },
  };
}
