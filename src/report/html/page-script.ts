/**
 * What runs in the page, beside Vega: it redraws each chart at the width of its column and makes it interactive. Without
 * it, the drawings that the page was written with stand as they are. It reads only what the page carries.
 */
export const PAGE_SCRIPT = `'use strict';
(() => {
  const charts = JSON.parse(document.getElementById('charts').textContent);
  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.hidden = true;
  document.body.append(tip);

  const tooltip = (handler, event, item, value) => {
    if (value === null || value === undefined || value === '') { tip.hidden = true; return; }
    const cells = [];
    for (const [name, text] of Object.entries(Object(value) === value ? value : { '': value })) {
      if (text === '' || text === null || text === 'null') continue;
      const key = document.createElement('b');
      key.textContent = name;
      const cell = document.createElement('span');
      cell.textContent = String(text);
      cells.push(key, cell);
    }
    tip.replaceChildren(...cells);
    tip.hidden = false;
    const wide = document.documentElement.clientWidth;
    const left = Math.min(event.pageX + 14, window.scrollX + wide - tip.offsetWidth - 8);
    tip.style.left = Math.max(window.scrollX + 8, left) + 'px';
    tip.style.top = event.pageY + 16 + 'px';
  };

  const save = (name, type, text) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  const button = (text, act) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = text;
    made.addEventListener('click', act);
    return made;
  };

  const objects = (chart) =>
    chart.rows.map((row) => Object.fromEntries(chart.columns.map((column, i) => [column, row[i]])));

  const field = (cell) => {
    if (cell === null) return '';
    if (typeof cell !== 'string') return String(cell);
    const text = /^[=+\\-@\\t\\r]/.test(cell) ? "'" + cell : cell;
    return /[",\\r\\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  };
  const csv = (chart) =>
    [chart.columns, ...chart.rows].map((row) => row.map(field).join(',') + '\\r\\n').join('');

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
    const fit = async () => {
      // Axes and legends take what they need; again, because a legend may wrap at the new width.
      // The last passes only shrink, so that it ends without anything cut off.
      for (let pass = 0; pass < 4; pass++) {
        const overhead = Number(holder.querySelector('svg').getAttribute('width')) - view.signal(chart.widthSignal);
        const width = Math.max(140, Math.floor(plot.clientWidth - overhead));
        const now = view.signal(chart.widthSignal);
        if (width === now || (pass > 1 && width > now)) return;
        await view.signal(chart.widthSignal, width).resize().runAsync();
      }
    };
    await fit();
    plot.replaceChildren(holder);
    figure.dataset.drawn = 'yes';
    let seen = plot.clientWidth;
    new ResizeObserver(() => {
      if (plot.clientWidth === seen) return;
      seen = plot.clientWidth;
      fit();
    }).observe(plot);
    plot.addEventListener('pointerleave', () => { tip.hidden = true; });

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
      button('CSV', () => save(chart.name + '.csv', 'text/csv', csv(chart))),
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
