/** From finished runs to the contents of comparison.json; pure, and the same in whatever order the runs come. */
import { confidenceInterval } from '../core/statistics/confidence-interval.ts';
import { metricInfo } from '../measure/metric-info.ts';
import type { CompareAxis } from '../scenario/compare-spec.ts';
import type { Comparison, Interval, MetricInfo, UntilOutcome } from './comparison.ts';
import { describeAxes } from './describe-axes.ts';
import { gridOf } from './grid.ts';
import { rank } from './rank.ts';
import { usualMetrics } from './usual-metrics.ts';

/** One variant with one seed. */
export interface ComparedRun {
  readonly variant: number;
  readonly seed: number;
  /** Of `run-metrics.ts`. */
  readonly metrics: Readonly<Record<string, number>>;
}

export interface ComparisonContext {
  readonly version: string;
  readonly scenario: Comparison['scenario'];
  readonly text: string;
  readonly axes: readonly CompareAxis[];
  /** Names of the metrics asked for; none: those of `usual-metrics.ts`. */
  readonly metrics: readonly string[];
  readonly interrupted: boolean;
  readonly until?: Pick<UntilOutcome, 'metric' | 'halfWidth' | 'most'>;
}

export function assembleComparison(runs: readonly ComparedRun[], context: ComparisonContext): Comparison {
  const { version, scenario, text, axes, interrupted, until } = context;
  const sizes = axes.map(({ values }) => values.length);
  const described = describeAxes(axes);
  const points = gridOf(sizes);
  const seeds = [...new Set(runs.map(({ seed }) => seed))].sort((a, b) => a - b);
  const table = tabulate(runs, points.length, seeds);
  const measured = namesOf(table);
  const wanted = context.metrics.length > 0 ? context.metrics : usualMetrics(measured);
  const metrics = metricsOf(measured, until === undefined ? wanted : [...wanted, until.metric]);
  const values = table.map((row) => row.map((run) => metrics.map(({ name }) => figure(run, name))));
  const byMetric = metrics.map((_, metric) => values.map((row) => row.map((figures) => figures[metric])));
  const means = byMetric.map((rows) => rows.map(intervalOf));
  return {
    schema: 1,
    version,
    scenario,
    text,
    interrupted,
    seeds,
    axes: described,
    variants: points.map((at, variant) => ({
      name: at.map((value, axis) => `${described[axis].label}=${described[axis].values[value].text}`).join(', '),
      at,
      means: means.map((of) => of[variant]),
    })),
    metrics,
    values,
    rankings: metrics.flatMap((info, metric) =>
      info.asked ? rank({ info, values: byMetric[metric], means: means[metric] }, sizes) : [],
    ),
    ...(until === undefined
      ? {}
      : { until: untilOutcome(until, means[metrics.findIndex(({ name }) => name === until.metric)]) }),
  };
}

type Table = readonly (readonly (ComparedRun | undefined)[])[];

/** By variant and seed; undefined where the run was not made. */
function tabulate(runs: readonly ComparedRun[], variants: number, seeds: readonly number[]): Table {
  const columns = new Map(seeds.map((seed, column) => [seed, column]));
  const table = Array.from({ length: variants }, () =>
    new Array<ComparedRun | undefined>(seeds.length).fill(undefined),
  );
  for (const run of runs) table[run.variant][columns.get(run.seed)!] = run;
  return table;
}

/** A reason that no request failed for is not listed: it was counted all the same. */
const figure = (run: ComparedRun | undefined, name: string): number | null =>
  run === undefined ? null : (run.metrics[name] ?? (name.startsWith('errors.') ? 0 : null));

/** What every variant has in at least one run, in the order of the first run. */
function namesOf(table: Table): string[] {
  const names = new Set<string>();
  const had = table.map((row) => {
    const own = new Set<string>();
    for (const run of row) {
      for (const name of run === undefined ? [] : Object.keys(run.metrics)) {
        own.add(name);
        names.add(name);
      }
    }
    return own;
  });
  return [...names].filter((name) => name.startsWith('errors.') || had.every((own) => own.has(name)));
}

/** Those asked for, each once, then the others. */
function metricsOf(measured: readonly string[], asked: readonly string[]): MetricInfo[] {
  const first = new Set(asked);
  return [
    ...[...first].map((name) => ({ name, ...metricInfo(name), asked: true })),
    ...measured.filter((name) => !first.has(name)).map((name) => ({ name, ...metricInfo(name), asked: false })),
  ];
}

function intervalOf(values: readonly (number | null)[]): Interval | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  const { mean, ci95 } = confidenceInterval(known);
  return { mean, ci95: known.length < 2 ? null : ci95, runs: known.length };
}

function untilOutcome(
  until: NonNullable<ComparisonContext['until']>,
  means: readonly (Interval | null)[],
): UntilOutcome {
  const halves = means.flatMap((interval) => (interval === null ? [] : [halfOf(interval)]));
  const widest = halves.length === 0 || halves.includes(Infinity) ? null : Math.max(...halves);
  return { ...until, widest, reached: widest !== null && widest <= until.halfWidth };
}

const halfOf = ({ ci95 }: Interval): number => (ci95 === null ? Infinity : (ci95[1] - ci95[0]) / 2);
