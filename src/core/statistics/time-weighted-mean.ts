/**
 * The mean over time of a quantity that changes in steps: queue lengths, busy cores. (1/T) ∫ v(t) dt, in any unit of
 * time; between changes only the last value and time are kept.
 */
export interface TimeWeightedMean {
  /** From `time` on the quantity is `value`. Times never go back. */
  set(time: number, value: number): void;
  /** ∫ v dt from the start to `time`. */
  integral(time: number): number;
  /** The mean from the start to `time`; the current value if no time has passed. */
  mean(time: number): number;
  /** Starts over at `time` with the value that holds: the end of a warm-up. */
  restart(time: number): void;
  readonly value: number;
}

export function createTimeWeightedMean(startTime: number, initialValue: number): TimeWeightedMean {
  let start = startTime;
  let since = startTime;
  let value = initialValue;
  let area = 0;
  const integral = (time: number): number => area + value * (time - since);
  return {
    set(time, next) {
      area = integral(time);
      since = time;
      value = next;
    },
    integral,
    mean: (time) => (time > start ? integral(time) / (time - start) : value),
    restart(time) {
      start = time;
      since = time;
      area = 0;
    },
    get value() {
      return value;
    },
  };
}
