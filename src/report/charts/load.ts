/** Requests and busy share of each node: how evenly a service spreads its work. */
import { type ChartMaker, ROWS } from '../chart.ts';
import { CATEGORY_COLOURS } from '../theme/palette.ts';
import { WIDTH } from './layout.ts';
import { legendColumns } from './legend-columns.ts';

const REQUESTS = 'requests';
const CORE_TIME = 'core time in use, %';
const COUNT_LABEL = "datum.value >= 1000 ? format(datum.value, '~s') : format(datum.value, '~r')";

/** Bars thinner than this are lines of no width. */
const MAX_BARS = 150;

export const loadChart: ChartMaker = (result) => {
  const services = Object.entries(result.summary.load).filter(([, load]) => load.nodes.length > 0);
  if (services.length === 0) return undefined;
  const bars = services.flatMap(([service, load]) => load.nodes.map((node) => ({ service, node }))).slice(0, MAX_BARS);
  const several = services.length > 1;
  const rows = bars.flatMap(({ service, node }) => [
    { service, node: node.id, measure: REQUESTS, value: node.requests, queue_mean: node.queueMean },
    { service, node: node.id, measure: CORE_TIME, value: node.busyShare * 100, queue_mean: node.queueMean },
  ]);
  const total = services.reduce((sum, [, load]) => sum + load.nodes.length, 0);
  const cut = bars.length < total ? ` The first ${bars.length} of ${total} nodes are drawn.` : '';
  return {
    name: 'load',
    title: 'Requests and core time',
    caption: `Requests served by each node and the share of its core time in use, per run on average: bars of equal height mean an even spread.${cut}`,
    columns: ['service', 'node', 'measure', 'value', 'queue_mean'],
    rows,
    spec: {
      data: { name: ROWS },
      facet: {
        row: {
          field: 'measure',
          type: 'nominal',
          title: null,
          sort: [REQUESTS, CORE_TIME],
          header: { labelAngle: 0, labelOrient: 'top', labelAnchor: 'start', labelPadding: 6 },
        },
      },
      spec: {
        width: WIDTH,
        height: 110,
        mark: { type: 'bar', cornerRadiusEnd: 2 },
        encoding: {
          x: {
            field: 'node',
            type: 'nominal',
            sort: null,
            title: null,
            scale: { paddingInner: 0.35, paddingOuter: 0.2 },
            axis: { labelAngle: 0, labelOverlap: true, ticks: false, labelLimit: 90 },
          },
          ...(several ? { xOffset: { field: 'service', type: 'nominal' } } : {}),
          y: {
            field: 'value',
            type: 'quantitative',
            title: null,
            axis: { tickCount: 4, labelExpr: COUNT_LABEL },
            stack: null,
          },
          color: {
            field: 'service',
            type: 'nominal',
            scale: { range: [...CATEGORY_COLOURS] },
            legend: several ? { title: null, columns: legendColumns(services.map(([service]) => service)) } : null,
          },
          tooltip: [
            { field: 'service', type: 'nominal', title: 'service' },
            { field: 'node', type: 'nominal', title: 'node' },
            { field: 'measure', type: 'nominal', title: 'measure' },
            { field: 'value', type: 'quantitative', title: 'value', format: ',.4~g' },
            { field: 'queue_mean', type: 'quantitative', title: 'mean queue', format: '.3~g' },
          ],
        },
      },
      resolve: { scale: { y: 'independent' } },
    },
  };
};
