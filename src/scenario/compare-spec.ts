/** What `fivenines compare` varies and looks at, as a scenario's `compare:` says it: plain data. */
export interface CompareSpec {
  /** One variant for every combination of values, the last axis varying fastest. At least one axis; none has no values. */
  readonly vary: readonly CompareAxis[];
  /** Names of metrics, as expectations have them, in the order in which they matter. */
  readonly metrics: readonly string[];
  /** What to look at, what one should see, and the literature; empty for none. */
  readonly text: string;
  /** Further seeds are run until the 95 % interval of every variant is as narrow; absent: as many seeds as `runs` says. */
  readonly until?: CompareUntil;
}

export interface CompareAxis {
  /** Of the scenario, as in `--set`: `services.web.balancer`. Unique among the axes. */
  readonly path: string;
  /** What people call it; absent: the last part of the path. */
  readonly label?: string;
  /** YAML of each value on one line, as in `--set`: `random`, `1000/s`, `{power-of-d-choices: {d: 3}}`. All different. */
  readonly values: readonly string[];
}

/** `availability.time ± 0.01%`, parsed. */
export interface CompareUntil {
  readonly metric: string;
  /** Half the width of the interval, in result units: seconds, shares, counts. Above 0. */
  readonly halfWidth: number;
}
