/**
 * Vega-Lite specifications of the page's charts, of which rows and parameters are set later: here for drawings on paper, in
 * the page by its script. Rows carry their colour, so that a variant keeps it from metric to metric.
 */
import type { TopLevelSpec } from 'vega-lite';
import { ROWS } from '../chart.ts';
import { NAME_LIMIT, WIDTH } from '../charts/layout.ts';
import { CATEGORY_COLOURS, INK } from '../theme/palette.ts';
import { figureExpression, signedExpression, tickExpression } from './figure-expression.ts';

type Spec = Readonly<Record<string, unknown>>;

/** By name, as drawings refer to them. */
export function comparisonTemplates(): Map<string, TopLevelSpec> {
  const templates: [string, Spec][] = [
    ['lines', lines(false, false)],
    ['lines-log', lines(true, false)],
    ['lines-over-log', lines(false, true)],
    ['lines-log-over-log', lines(true, true)],
    ['bars', beside('bar', false)],
    ['dots', beside('dot', false)],
    ['dots-log', beside('dot', true)],
    ['heat', heat(false)],
    ['heat-log', heat(true)],
    ['forest', forest()],
    ['trade-off', tradeOff(false, false)],
    ['trade-off-log', tradeOff(false, true)],
    ['trade-off-over-log', tradeOff(true, false)],
    ['trade-off-log-over-log', tradeOff(true, true)],
  ];
  return new Map(templates.map(([name, spec]) => [name, { data: { name: ROWS }, ...spec } as unknown as TopLevelSpec]));
}

const param = (name: string, value: unknown): Spec => ({ name, value });
const TITLES = [param('figure', ''), param('unit', 'number'), param('x_title', ''), param('series_title', '')];

const SCALE_OF = (log: boolean): Spec => ({ type: log ? 'log' : 'linear', zero: false, nice: false });
const COLOUR = { field: 'colour', type: 'nominal', scale: null };
const TICK_COUNT = { expr: 'ceil(min(width, 640) / 90)' };

/** Text for tooltips and labels. */
const WORDS = [
  { calculate: figureExpression('datum.mean', 'unit'), as: 'mean_text' },
  {
    calculate: `isValid(datum.low) && isValid(datum.high) ? ${figureExpression('datum.low', 'unit')} + ' … ' + ${figureExpression('datum.high', 'unit')} : ''`,
    as: 'interval_text',
  },
];

const TOOLTIP = {
  expr: `{'': datum.series == '' ? datum.x_text : datum.series + ', ' + x_title + ' ' + datum.x_text, 'mean': datum.mean_text, '95 % interval': datum.interval_text}`,
};

/** Over quantities: a line for each series, its interval as a band. */
function lines(log: boolean, overLog: boolean): Spec {
  const x = {
    field: 'x',
    type: 'quantitative',
    scale: { ...SCALE_OF(overLog), domain: { expr: 'x_domain' } },
    axis: {
      title: { expr: 'x_title' },
      values: { expr: 'ticks' },
      labelExpr: 'tick_texts[indexof(ticks, datum.value)]',
      labelOverlap: 'greedy',
      grid: false,
    },
  };
  const y = {
    field: 'mean',
    type: 'quantitative',
    scale: { ...SCALE_OF(log), domain: { expr: 'domain' } },
    axis: { title: { expr: 'figure' }, labelExpr: tickExpression('unit'), tickCount: log ? 5 : 6, labelOverlap: true },
  };
  const figures = 'datum.place == null';
  return {
    params: [
      ...TITLES,
      param('domain', [0, 1]),
      param('x_domain', [0, 1]),
      param('ticks', []),
      param('tick_texts', []),
      param('labels', true),
    ],
    width: WIDTH,
    height: 340,
    transform: WORDS,
    layer: [
      {
        transform: [{ filter: `${figures} && datum.shown && isValid(datum.low) && isValid(datum.high)` }],
        mark: { type: 'area', opacity: 0.14, clip: true },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color: COLOUR, detail: { field: 'series' } },
      },
      {
        transform: [{ filter: figures }],
        mark: { type: 'line', clip: true },
        encoding: {
          x,
          y,
          color: COLOUR,
          detail: { field: 'series' },
          strokeWidth: { condition: { test: 'datum.shown', value: 2 }, value: 1 },
          opacity: { condition: { test: 'datum.shown', value: 1 }, value: 0.45 },
        },
      },
      {
        transform: [{ filter: figures }],
        mark: { type: 'point', filled: true, tooltip: TOOLTIP },
        encoding: {
          x,
          y,
          color: COLOUR,
          size: { condition: { test: 'datum.shown', value: 36 }, value: 12 },
          opacity: { condition: { test: 'datum.shown', value: 1 }, value: 0.45 },
        },
      },
      {
        transform: [
          { filter: 'datum.place != null && labels' },
          { calculate: 'height * (1 - datum.place)', as: 'label_y' },
        ],
        mark: { type: 'text', align: 'left', baseline: 'middle', dx: 9, fontSize: 11, limit: 150 },
        encoding: {
          x: { value: 'width' },
          y: { field: 'label_y', type: 'quantitative', scale: null },
          text: { field: 'series' },
          color: COLOUR,
        },
      },
    ],
  };
}

/** Beside names: bars from zero, or dots where zero has no place on the scale; a row for each series of a name. */
function beside(mark: 'bar' | 'dot', log: boolean): Spec {
  const bar = mark === 'bar';
  const x = {
    field: 'mean',
    type: 'quantitative',
    scale: { ...SCALE_OF(log), domain: { expr: 'domain' } },
    axis: {
      title: { expr: 'figure' },
      labelExpr: tickExpression('unit'),
      tickCount: log ? 5 : TICK_COUNT,
      labelOverlap: true,
      orient: 'bottom',
    },
  };
  const y = {
    field: 'x_text',
    type: 'nominal',
    sort: null,
    title: null,
    scale: { paddingInner: 0.3 },
    axis: { ticks: false, domain: bar, labelFontSize: 12, labelOpacity: 1, labelLimit: NAME_LIMIT },
  };
  const yOffset = { field: 'series', type: 'nominal', sort: null };
  return {
    params: [...TITLES, param('domain', [0, 1])],
    width: WIDTH,
    height: { step: bar ? 22 : 20, for: 'offset' },
    transform: WORDS,
    encoding: { y, yOffset },
    layer: [
      bar
        ? { mark: { type: 'bar', opacity: 0.8, tooltip: TOOLTIP }, encoding: { x, color: COLOUR } }
        : {
            mark: { type: 'point', filled: true, opacity: 1, size: 90, tooltip: TOOLTIP },
            encoding: { x, color: COLOUR },
          },
      {
        transform: [{ filter: 'isValid(datum.low) && isValid(datum.high)' }],
        mark: { type: 'rule', strokeWidth: bar ? 1.5 : 2.5, ...(bar ? { color: INK } : {}) },
        encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' }, ...(bar ? {} : { color: COLOUR }) },
      },
      {
        transform: [{ calculate: 'isValid(datum.high) ? max(datum.high, datum.mean) : datum.mean', as: 'right_end' }],
        mark: { type: 'text', align: 'left', baseline: 'middle', dx: 7, fontSize: 11, color: INK },
        encoding: { x: { ...x, field: 'right_end' }, text: { field: 'mean_text' } },
      },
    ],
  };
}

const HEAT = ['rgba(11,121,191,0.06)', 'rgba(11,121,191,0.75)'];

/** Over two axes: a cell for each variant. */
function heat(log: boolean): Spec {
  const axis = { ticks: false, domain: false, labelLimit: NAME_LIMIT, labelOverlap: true };
  return {
    params: [...TITLES, param('domain', [0, 1]), param('cell_labels', true)],
    width: WIDTH,
    height: { step: 30 },
    transform: WORDS,
    encoding: {
      x: {
        field: 'x_text',
        type: 'ordinal',
        sort: null,
        axis: { ...axis, title: { expr: 'x_title' }, labelAngle: 0, labelOverlap: 'greedy' },
      },
      y: { field: 'series', type: 'ordinal', sort: null, axis: { ...axis, title: { expr: 'series_title' } } },
    },
    layer: [
      {
        mark: { type: 'rect', tooltip: TOOLTIP },
        encoding: {
          color: {
            field: 'mean',
            type: 'quantitative',
            scale: { type: log ? 'log' : 'linear', domain: { expr: 'domain' }, range: HEAT, interpolate: 'rgb' },
            legend: { title: null, gradientLength: 160, labelExpr: tickExpression('unit') },
          },
        },
      },
      {
        transform: [{ filter: 'cell_labels && width > 80 * length(domain)' }],
        mark: { type: 'text', fontSize: 10.5, color: INK, baseline: 'middle', limit: 70 },
        encoding: { text: { field: 'mean_text' } },
      },
    ],
  };
}

/** Differences to one variant, with their intervals: filled where they are told, hollow where they are not. */
function forest(): Spec {
  const x = {
    field: 'difference',
    type: 'quantitative',
    scale: { zero: true, nice: true, domain: { expr: 'domain' } },
    axis: {
      title: { expr: 'figure' },
      labelExpr: `datum.value == 0 ? '0' : ${signedExpression('datum.value', 'unit')}`,
      tickCount: TICK_COUNT,
      labelOverlap: true,
    },
  };
  const y = {
    field: 'variant',
    type: 'nominal',
    sort: null,
    title: null,
    axis: { ticks: false, domain: false, labelFontSize: 12, labelOpacity: 1, labelLimit: NAME_LIMIT },
  };
  const tooltip = {
    expr: "{'': datum.variant, 'difference': datum.difference_text, '95 % interval': datum.interval_text, 'verdict': datum.verdict}",
  };
  return {
    params: [...TITLES, param('domain', [0, 1])],
    width: WIDTH,
    height: { step: 26 },
    transform: [
      { calculate: signedExpression('datum.difference', 'unit'), as: 'difference_text' },
      {
        calculate: `isValid(datum.low) && isValid(datum.high) ? ${signedExpression('datum.low', 'unit')} + ' … ' + ${signedExpression('datum.high', 'unit')} : ''`,
        as: 'interval_text',
      },
    ],
    layer: [
      {
        mark: { type: 'rule', strokeDash: [4, 4], strokeWidth: 1, opacity: 0.6, color: INK },
        encoding: { x: { datum: 0, type: 'quantitative' } },
      },
      {
        transform: [{ filter: 'isValid(datum.low) && isValid(datum.high)' }],
        mark: { type: 'rule', strokeWidth: 2 },
        encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' }, y, color: COLOUR },
      },
      {
        mark: { type: 'point', size: 80, strokeWidth: 2, opacity: 1, tooltip },
        encoding: {
          x,
          y,
          stroke: COLOUR,
          fill: { field: 'fill', type: 'nominal', scale: null },
        },
      },
      {
        transform: [
          {
            calculate: 'isValid(datum.high) ? max(datum.high, datum.difference) : datum.difference',
            as: 'right_end',
          },
        ],
        mark: { type: 'text', align: 'left', baseline: 'middle', dx: 9, fontSize: 11, color: INK },
        encoding: { x: { ...x, field: 'right_end' }, y, text: { field: 'label' } },
      },
    ],
  };
}

/** Two figures of each variant against each other; the line joins those that none is better than in both. */
function tradeOff(overLog: boolean, log: boolean): Spec {
  const axisOf = (title: string, unit: string): Spec => ({
    title: { expr: title },
    labelExpr: tickExpression(unit),
    labelOverlap: true,
  });
  const x = {
    field: 'x',
    type: 'quantitative',
    scale: { ...SCALE_OF(overLog), nice: !overLog, domain: { expr: 'x_domain' } },
    axis: { ...axisOf('x_title', 'x_unit'), tickCount: overLog ? 5 : TICK_COUNT },
  };
  const y = {
    field: 'y',
    type: 'quantitative',
    scale: { ...SCALE_OF(log), nice: !log, domain: { expr: 'domain' } },
    axis: { ...axisOf('figure', 'unit'), tickCount: log ? 5 : 6 },
  };
  const tooltip = {
    expr: "{'': datum.variant, 'across': x_title + ': ' + datum.x_label, 'up': figure + ': ' + datum.y_label}",
  };
  const blue = CATEGORY_COLOURS[0];
  return {
    params: [...TITLES, param('x_unit', 'number'), param('x_domain', [0, 1]), param('domain', [0, 1])],
    width: WIDTH,
    height: 340,
    transform: [
      { calculate: figureExpression('datum.x', 'x_unit'), as: 'x_label' },
      { calculate: figureExpression('datum.y', 'unit'), as: 'y_label' },
    ],
    layer: [
      {
        transform: [{ filter: 'isValid(datum.x_low) && isValid(datum.x_high)' }],
        mark: { type: 'rule', opacity: 0.25, color: INK },
        encoding: { x: { ...x, field: 'x_low' }, x2: { field: 'x_high' }, y },
      },
      {
        transform: [{ filter: 'isValid(datum.y_low) && isValid(datum.y_high)' }],
        mark: { type: 'rule', opacity: 0.25, color: INK },
        encoding: { x, y: { ...y, field: 'y_low' }, y2: { field: 'y_high' } },
      },
      {
        transform: [{ filter: 'datum.frontier' }],
        mark: { type: 'line', color: blue, strokeWidth: 1.5, opacity: 0.7 },
        encoding: { x, y },
      },
      {
        mark: { type: 'point', filled: true, opacity: 1, tooltip },
        encoding: {
          x,
          y,
          size: { condition: { test: 'datum.frontier', value: 90 }, value: 50 },
          color: { condition: { test: 'datum.frontier', value: blue }, value: '#8a94a0' },
        },
      },
      ...[false, true].map((below) => ({
        transform: [{ filter: `datum.label == '${below ? 'below' : 'above'}'` }],
        mark: {
          type: 'text',
          align: 'left',
          baseline: below ? 'top' : 'bottom',
          dx: 6,
          dy: below ? 4 : -4,
          fontSize: 11,
          color: INK,
          limit: 200,
        },
        encoding: { x, y, text: { field: 'variant' } },
      })),
    ],
  };
}
