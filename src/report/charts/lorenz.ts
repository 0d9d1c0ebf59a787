/** The Lorenz curve of each pool: how unevenly its servers share the requests. */
import { type ChartMaker, ROWS, type Row } from '../chart.ts';
import { CATEGORY_COLOURS, INK } from '../theme/palette.ts';
import { legendColumns } from './legend-columns.ts';

const MAX_CURVES = 8;
const EVEN = 'even';

export const lorenzChart: ChartMaker = (result) => {
  const pools = Object.keys(result.summary.pools ?? {})
    .flatMap((name) => {
      const load = result.summary.load[name];
      return load === undefined || load.nodes.length < 2 || load.mean === 0 ? [] : [{ name, load }];
    })
    .slice(0, MAX_CURVES);
  if (pools.length === 0) return undefined;
  const rows: Row[] = pools.flatMap(({ name, load }) =>
    load.lorenz.map((share, i) => ({
      pool: name,
      servers: (100 * i) / (load.lorenz.length - 1),
      requests: 100 * share,
    })),
  );
  const several = pools.length > 1;
  const words = several ? '' : ` Gini ${pools[0].load.gini.toFixed(3)}, Jain’s index ${pools[0].load.jain.toFixed(3)}.`;
  const axis = { format: '~f', values: [0, 25, 50, 75, 100] };
  return {
    name: 'lorenz',
    title: 'How even the load is',
    caption: `Which share of the requests the least loaded share of the servers got, on average over runs (Lorenz curve): the straight line is even, and Gini is twice the area between the two.${words}`,
    columns: ['pool', 'servers', 'requests'],
    rows: [...rows, ...[0, 100].map((at) => ({ pool: EVEN, servers: at, requests: at }))],
    spec: {
      data: { name: ROWS },
      width: 320,
      height: 260,
      layer: [
        {
          transform: [{ filter: { field: 'pool', equal: EVEN } }],
          mark: { type: 'line', strokeDash: [4, 4], strokeWidth: 1, opacity: 0.6, color: INK },
          encoding: {
            x: { field: 'servers', type: 'quantitative' },
            y: { field: 'requests', type: 'quantitative' },
          },
        },
        {
          transform: [{ filter: `datum.pool != '${EVEN}'` }],
          mark: { type: 'line', strokeWidth: 2 },
          encoding: {
            x: { field: 'servers', type: 'quantitative', title: 'servers, least loaded first, %', axis },
            y: { field: 'requests', type: 'quantitative', title: 'requests, %', axis },
            color: {
              field: 'pool',
              type: 'nominal',
              sort: pools.map(({ name }) => name),
              scale: { domain: pools.map(({ name }) => name), range: [...CATEGORY_COLOURS] },
              legend: several ? { title: null, columns: legendColumns(pools.map(({ name }) => name)) } : null,
            },
            tooltip: [
              { field: 'pool', type: 'nominal', title: 'pool' },
              { field: 'servers', type: 'quantitative', title: 'servers, %', format: '.3~g' },
              { field: 'requests', type: 'quantitative', title: 'requests, %', format: '.3~g' },
            ],
          },
        },
      ],
    },
  };
};
