import { CHART_TOOLS } from './chart-tools.ts';

/**
 * What runs in the page, beside Vega: it redraws each chart at the width of its column and makes it interactive. Without
 * it, the drawings that the page was written with stand as they are. It reads only what the page carries.
 */
export const PAGE_SCRIPT = `'use strict';
(() => {
  const charts = JSON.parse(document.getElementById('charts').textContent);
${CHART_TOOLS}
  const objects = (chart) =>
    chart.rows.map((row) => Object.fromEntries(chart.columns.map((column, i) => [column, row[i]])));

  const draw = async (chart) => {
    const figure = document.getElementById('chart-' + chart.name);
    const plot = figure.querySelector('.plot');
    const rows = objects(chart);
    const spec = { ...chart.vega };
    spec.data = spec.data.map((entry) => (entry.name === 'rows' ? { ...entry, values: rows } : entry));
    const view = new vega.View(vega.parse(spec, null, { ast: true }), {
      expr: vega.expressionInterpreter,
      renderer: 'svg',
      tooltip,
    });
    const holder = document.createElement('div');
    view.initialize(holder);
    await view.runAsync();
    await mount(view, holder, plot, chart.widthSignal);
    figure.dataset.drawn = 'yes';

    const tools = document.createElement('div');
    tools.className = 'tools';
    if (chart.zoom) {
      const zoom = (factor) => () => {
        const [low, high] = chart.zoom.domain;
        const [from, to] = view.signal(chart.zoom.signal) || [low, high];
        const half = ((to - from) * factor) / 2;
        const middle = (from + to) / 2;
        view.signal(chart.zoom.signal, [Math.max(low, middle - half), Math.min(high, middle + half)]).runAsync();
      };
      tools.append(
        button('Zoom in', zoom(0.5)),
        button('Zoom out', zoom(2)),
        button('All', () => view.signal(chart.zoom.signal, [...chart.zoom.domain]).runAsync()),
      );
    }
    tools.append(
      button('CSV', () => save(chart.name + '.csv', 'text/csv', toCsv(chart.columns, chart.rows))),
      button('SVG', async () => save(chart.name + '.svg', 'image/svg+xml', await view.toSVG())),
      button('Vega-Lite', () => save(chart.name + '.vl.json', 'application/json',
        JSON.stringify({ ...chart.spec, data: { name: 'rows', values: rows } }, null, 1))),
    );
    figure.append(tools);
  };

  const drawAll = async () => {
    for (const chart of charts) {
      try {
        await draw(chart);
      } catch (error) {
        console.error('chart ' + chart.name + ' stays as it was drawn: ' + error);
      }
    }
    document.documentElement.dataset.ready = 'yes';
  };
  drawAll();
})();
`;
