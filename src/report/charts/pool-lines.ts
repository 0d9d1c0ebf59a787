/** What the charts of pools over the calendar of one run share: a panel for each pool, a line for each measure. */
import type { RunPool, RunResult } from '../../measure/result.ts';
import { type Chart, ROWS, type Row } from '../chart.ts';
import { CATEGORY_COLOURS } from '../theme/palette.ts';
import { type TimeUnit, timeUnitFor, WIDTH } from './layout.ts';

const MAX_PANELS = 4;

export interface PoolLines {
  readonly name: string;
  readonly title: string;
  readonly caption: string;
  /** In the order of the legend; `value` of each window, null for no point. */
  readonly measures: readonly {
    readonly name: string;
    readonly colour: number;
    readonly value: (window: RunPool['windows'][number]) => number | null;
  }[];
  /** Of the vertical axis. */
  readonly axis: (values: readonly number[]) => Readonly<Record<string, unknown>>;
  /** More marks on each panel, over the same rows. */
  readonly layers?: readonly Readonly<Record<string, unknown>>[];
  /** Rows of those marks: `text` and a value under the name of a measure of their own. */
  readonly more?: (
    pool: RunPool,
  ) => readonly { readonly seconds: number; readonly measure: string; readonly value: number; readonly text: string }[];
}

/** The pools that are drawn, and the words for those that are not. */
export function panelsOf(run: RunResult): {
  readonly pools: readonly (readonly [string, RunPool])[];
  readonly cut: string;
} {
  const all = Object.entries(run.pools ?? {});
  const pools = all.slice(0, MAX_PANELS);
  return {
    pools,
    cut: all.length > pools.length ? ` The first ${pools.length} of ${all.length} pools are drawn.` : '',
  };
}

export function poolLines(
  run: RunResult,
  pools: readonly (readonly [string, RunPool])[],
  lines: PoolLines,
): Chart | undefined {
  const unit: TimeUnit = timeUnitFor(run.virtualSeconds);
  const { measures, more } = lines;
  // A chart has some two thousand points; windows are passed over beyond that.
  const step = Math.ceil((pools.length * measures.length * 200) / 1600);
  const rows: Row[] = pools.flatMap(([pool, of]) => [
    ...of.windows
      .filter((_, i) => i % step === 0)
      .flatMap((window) =>
        measures.flatMap(({ name, value }) => {
          const y = value(window);
          const start = window.startSeconds;
          return y === null
            ? []
            : [{ pool, measure: name, start_seconds: start, start: start / unit.seconds, value: y, text: '' }];
        }),
      ),
    ...(more?.(of) ?? []).map(({ seconds, measure, value, text }) => ({
      pool,
      measure,
      start_seconds: seconds,
      start: seconds / unit.seconds,
      value,
      text,
    })),
  ]);
  if (rows.length === 0) return undefined;
  const names = measures.map(({ name }) => name);
  const x = {
    field: 'start',
    type: 'quantitative' as const,
    title: `calendar, ${unit.name}`,
    scale: { domain: [0, run.virtualSeconds / unit.seconds], nice: false },
    axis: { format: '~f' },
  };
  const y = {
    field: 'value',
    type: 'quantitative' as const,
    title: null,
    ...lines.axis(rows.map((row) => Number(row.value))),
  };
  const tooltip = [
    { field: 'pool', type: 'nominal', title: 'pool' },
    { field: 'measure', type: 'nominal', title: 'measure' },
    { field: 'value', type: 'quantitative', title: 'value', format: ',.4~g' },
    { field: 'start', type: 'quantitative', title: unit.name, format: ',.3~f' },
  ];
  return {
    name: lines.name,
    title: lines.title,
    caption: lines.caption,
    columns: ['pool', 'measure', 'start_seconds', 'start', 'value', 'text'],
    rows,
    spec: {
      data: { name: ROWS },
      facet: {
        row: {
          field: 'pool',
          type: 'nominal',
          title: null,
          sort: pools.map(([pool]) => pool),
          header: { labelAngle: 0, labelOrient: 'top', labelAnchor: 'start', labelPadding: 6 },
        },
      },
      spec: {
        width: WIDTH,
        height: 140,
        layer: [
          {
            transform: [{ filter: { field: 'measure', oneOf: names } }],
            mark: { type: 'line', strokeWidth: 1.5, interpolate: 'step-after' },
            encoding: {
              x,
              y,
              color: {
                field: 'measure',
                type: 'nominal',
                sort: names,
                scale: { domain: names, range: measures.map(({ colour }) => CATEGORY_COLOURS[colour]) },
                legend: { title: null },
              },
              tooltip,
            },
          },
          ...(lines.layers ?? []).map((layer) => ({
            ...layer,
            encoding: { x, y, tooltip: [...tooltip.slice(2), { field: 'text', type: 'nominal', title: 'why' }] },
          })),
        ],
      },
      resolve: { scale: { y: 'independent' } },
    } as unknown as Chart['spec'],
  };
}
