/** A line of dots for each of several things: figures of a distribution, from the least to the largest, in seconds. */
import type { Chart, Row } from '../chart.ts';
import { ROWS } from '../chart.ts';
import { CATEGORY_COLOURS } from '../theme/palette.ts';
import { LOG_SECONDS_LABEL, logSecondsAxis, NAME_LIMIT, WIDTH } from './layout.ts';

/** What a figure is drawn with. */
export interface Dot {
  readonly figure: string;
  readonly colour: number;
  readonly shape: string;
}

export interface QuantileDots extends Pick<Chart, 'name' | 'title' | 'caption'> {
  /** Of the logarithmic axis. */
  readonly axis: string;
  /** Columns that name the thing and the figure; the others are `seconds` and `count`. */
  readonly thing: string;
  readonly figure: string;
  readonly counted: string;
  readonly dots: readonly Dot[];
  readonly rows: readonly Row[];
}

const SHORTEST_SECONDS = 1e-6;

export function quantileDots(chart: QuantileDots): Chart {
  const { name, title, caption, thing, figure, dots } = chart;
  const rows = chart.rows.map((row): Row => ({ ...row, seconds: Math.max(SHORTEST_SECONDS, Number(row.seconds)) }));
  const shown = logSecondsAxis(rows.map((row) => Number(row.seconds)));
  const x = {
    type: 'quantitative' as const,
    title: chart.axis,
    scale: { type: 'log' as const, domain: shown.domain, nice: false },
    axis: { labelExpr: LOG_SECONDS_LABEL, values: shown.ticks },
  };
  const domain = dots.map((dot) => dot.figure);
  return {
    name,
    title,
    caption,
    columns: [thing, figure, 'seconds', 'count'],
    rows,
    spec: {
      data: { name: ROWS },
      width: WIDTH,
      height: { step: 34 },
      encoding: {
        y: {
          field: thing,
          type: 'nominal',
          sort: null,
          title: null,
          axis: { ticks: false, domain: false, labelFontSize: 12, labelOpacity: 1, labelLimit: NAME_LIMIT },
        },
      },
      layer: [
        {
          mark: { type: 'rule', strokeWidth: 2, opacity: 0.5, color: CATEGORY_COLOURS[6] },
          encoding: {
            x: { ...x, field: 'seconds', aggregate: 'min' },
            x2: { field: 'seconds', aggregate: 'max' },
          },
        },
        {
          mark: { type: 'point', filled: true, opacity: 1, size: 60 },
          encoding: {
            x: { ...x, field: 'seconds' },
            color: {
              field: figure,
              type: 'nominal',
              sort: domain,
              scale: { domain, range: dots.map(({ colour }) => CATEGORY_COLOURS[colour]) },
              legend: {
                title: null,
                columns: { expr: 'width < 300 ? 3 : 5' },
                labelExpr: "datum.label == 'p999' ? 'p99.9' : datum.label",
              },
            },
            shape: {
              field: figure,
              type: 'nominal',
              sort: domain,
              scale: { domain, range: dots.map(({ shape }) => shape) },
            },
            tooltip: [
              { field: thing, type: 'nominal', title: thing },
              { field: figure, type: 'nominal', title: figure },
              { field: 'seconds', type: 'quantitative', title: 'seconds', format: '.4~g' },
              { field: 'count', type: 'quantitative', title: chart.counted, format: ',' },
            ],
          },
        },
      ],
    },
  };
}
