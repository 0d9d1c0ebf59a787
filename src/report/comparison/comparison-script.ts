/**
 * What runs in the page of a comparison, beside Vega: it draws what the controls say. The functions that turn a comparison
 * into drawings are those that drew the page on paper, as their own source text: written twice, they would drift apart.
 */
import { CHART_TOOLS } from '../html/chart-tools.ts';
import { forestDrawing } from './forest-drawing.ts';
import { mainDrawing } from './main-drawing.ts';
import { tradeOffDrawing } from './trade-off-drawing.ts';

export const COMPARISON_SCRIPT = `'use strict';
(() => {
  const { data, templates, first } = JSON.parse(document.getElementById('comparison').textContent);
  const mainDrawing = ${mainDrawing.toString()};
  const forestDrawing = ${forestDrawing.toString()};
  const tradeOffDrawing = ${tradeOffDrawing.toString()};
${CHART_TOOLS}
  const element = (id) => document.getElementById(id);
  const number = (id) => Number(element(id).value);
  const NARROW = 560;

  // One at a time for each figure: of several changes that come while it is drawn, the last one is drawn next.
  const figureOf = (name) => {
    const figure = element('chart-' + name);
    if (!figure) return () => Promise.resolve();
    const plot = figure.querySelector('.plot');
    let [view, observer, wanted, busy] = [null, null, null, null];
    const drawOne = async ({ template, title, caption, signals, rows }) => {
      figure.querySelector('h3').textContent = title;
      figure.querySelector('figcaption').textContent = caption;
      plot.setAttribute('aria-label', title);
      const spec = { ...templates[template] };
      spec.data = spec.data.map((entry) => (entry.name === 'rows' ? { ...entry, values: rows } : entry));
      const labels = plot.clientWidth >= NARROW;
      spec.signals = (spec.signals || []).map((signal) =>
        signal.name === 'labels' ? { ...signal, value: labels }
          : Object.hasOwn(signals, signal.name) ? { ...signal, value: signals[signal.name] } : signal);
      const next = new vega.View(vega.parse(spec, null, { ast: true }), {
        expr: vega.expressionInterpreter,
        renderer: 'svg',
        tooltip,
      });
      const holder = document.createElement('div');
      next.initialize(holder);
      await next.runAsync();
      if (observer) observer.disconnect();
      if (view) view.finalize();
      view = next;
      observer = await mount(view, holder, plot, 'width');
      figure.dataset.drawn = template;
    };
    const tools = document.createElement('div');
    tools.className = 'tools';
    let last = null;
    tools.append(
      button('CSV', () => {
        const columns = Object.keys(last.rows[0] || {});
        save(name + '.csv', 'text/csv', toCsv(columns, last.rows.map((row) => columns.map((column) => row[column]))));
      }),
      button('SVG', async () => save(name + '.svg', 'image/svg+xml', await view.toSVG())),
    );
    figure.append(tools);
    return (drawing) => {
      last = drawing;
      wanted = drawing;
      busy = busy || (async () => {
        while (wanted) {
          const now = wanted;
          wanted = null;
          try {
            await drawOne(now);
          } catch (error) {
            console.error('chart ' + name + ': ' + error);
          }
        }
        busy = null;
      })();
      return busy;
    };
  };

  const figures = { main: figureOf('comparison'), forest: figureOf('differences'), tradeOff: figureOf('trade-off') };
  const several = (axis) => data.axes[axis].texts.length > 1;
  const axes = data.axes.map((_, axis) => axis).filter(several);
  let shown = first.shown;
  let log = first.log;

  const view = () => {
    const x = element('x') ? number('x') : first.x;
    const series = element('series') ? number('series') : first.series;
    return {
      metric: number('metric'),
      x,
      series: series === x ? -1 : series,
      at: data.axes.map((_, axis) => (element('at-' + axis) ? number('at-' + axis) : first.at[axis])),
      shown,
      log,
      heat: Boolean(element('heat') && element('heat').checked),
    };
  };

  const swatch = (colour) => {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', '0 0 10 10');
    svg.setAttribute('class', 'swatch');
    const dot = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
    for (const [key, value] of Object.entries({ cx: 5, cy: 5, r: 5, fill: colour })) dot.setAttribute(key, value);
    svg.append(dot);
    return svg;
  };

  // What is in colour, as its legend: ticked off, a line turns grey.
  const drawLegend = (now) => {
    const holder = element('shown');
    if (now.series < 0 || now.heat) { holder.replaceChildren(); return; }
    const { texts } = data.axes[now.series];
    const colourOf = (value) => {
      const place = shown.indexOf(value);
      if (place < 0) return '#8a94a0';
      return data.colours[(texts.length <= data.colours.length ? value : place) % data.colours.length];
    };
    const had = document.activeElement && document.activeElement.dataset.value;
    holder.replaceChildren(...texts.map((text, value) => {
      const label = document.createElement('label');
      const box = document.createElement('input');
      box.type = 'checkbox';
      box.checked = shown.includes(value);
      box.dataset.value = String(value);
      box.addEventListener('change', () => {
        shown = box.checked ? [...shown, value] : shown.filter((each) => each !== value);
        drawMain();
      });
      const words = document.createElement('span');
      words.textContent = text;
      label.append(box, swatch(colourOf(value)), words);
      return label;
    }));
    const again = had === undefined ? null : holder.querySelector('[data-value="' + had + '"]');
    if (again) again.focus();
  };

  const drawMain = () => {
    const now = view();
    // An axis is looked along, is a colour, or is held at one of its values.
    for (const axis of axes) {
      const held = element('held-' + axis);
      if (held) held.hidden = axis === now.x || axis === now.series;
    }
    element('log').checked = log;
    drawLegend(now);
    const drawing = mainDrawing(data, now);
    element('empty').hidden = drawing.rows.length > 0;
    return drawing.rows.length > 0 ? figures.main(drawing) : Promise.resolve();
  };

  const drawForest = () => {
    if (!element('ranking')) return Promise.resolve();
    const ranking = number('ranking');
    for (const table of document.querySelectorAll('[data-ranking]')) {
      table.hidden = table.dataset.ranking !== element('ranking').value;
      table.open = true;
    }
    const drawing = forestDrawing(data, ranking, number('base'));
    element('chart-differences').hidden = drawing.rows.length === 0;
    return drawing.rows.length > 0 ? figures.forest(drawing) : Promise.resolve();
  };

  const option = (value, text, chosen) => {
    const made = document.createElement('option');
    made.value = String(value);
    made.textContent = text;
    made.selected = chosen;
    return made;
  };

  // Whom the others are held against: the best, unless chosen otherwise.
  const fillBases = () => {
    if (!element('ranking')) return;
    const { axis, order } = data.rankings[number('ranking')];
    element('base').replaceChildren(...order.map((variant, i) =>
      option(variant, data.axes[axis].texts[data.at[variant][axis]], i === 0)));
  };

  const atOf = ({ at }) => at.flatMap((value, axis) =>
    (value < 0 || !several(axis) ? [] : [data.axes[axis].label + ' ' + data.axes[axis].texts[value]])).join(', ');

  // Of the chosen metric; the one nearest to the last choice stays.
  const fillRankings = () => {
    if (!element('ranking')) return;
    const metric = number('metric');
    const before = data.rankings[number('ranking')];
    const own = data.rankings.flatMap((ranking, i) => (ranking.metric === metric && ranking.pairs.length > 0 ? [i] : []));
    element('unranked').hidden = own.length > 0;
    element('ranked').hidden = own.length === 0;
    if (own.length === 0) return;
    const same = own.find((i) =>
      data.rankings[i].axis === before.axis && String(data.rankings[i].at) === String(before.at));
    const chosen = same === undefined ? own[own.length - 1] : same;
    element('ranking').replaceChildren(...own.map((i) => {
      const ranking = data.rankings[i];
      const at = atOf(ranking);
      return option(i, data.axes[ranking.axis].label + (at === '' ? '' : ', at ' + at), i === chosen);
    }));
    element('ranking').closest('label').hidden = own.length < 2;
  };

  const drawTradeOff = () => {
    if (!element('trade-x')) return Promise.resolve();
    const held = data.axes.map((_, axis) => (element('trade-at-' + axis) ? number('trade-at-' + axis) : -1));
    const drawing = tradeOffDrawing(data, number('trade-x'), number('trade-y'), held);
    return drawing.rows.length > 0 ? figures.tradeOff(drawing) : Promise.resolve();
  };

  const on = (id, act) => { if (element(id)) element(id).addEventListener('change', act); };
  const chooseLog = () => {
    const means = data.figures[number('metric')].flatMap((figure) => (figure === null ? [] : [figure[0]]));
    log = means.length > 0 && Math.min(...means) > 0 && Math.max(...means) > 30 * Math.min(...means);
  };
  on('metric', () => { chooseLog(); fillRankings(); fillBases(); drawMain(); if (!element('ranked').hidden) drawForest(); });
  on('log', () => { log = element('log').checked; drawMain(); });
  on('heat', drawMain);
  on('x', () => {
    const other = element('series');
    if (other && other.value === element('x').value) other.value = String(axes.find((axis) => axis !== number('x')));
    resetShown();
    drawMain();
  });
  on('series', () => {
    if (element('series').value === element('x').value) element('x').value = String(axes.find((axis) => axis !== number('series')));
    resetShown();
    drawMain();
  });
  const resetShown = () => {
    const { series } = view();
    if (series === first.series) { shown = first.shown; return; }
    shown = series < 0 ? [] : data.axes[series].texts.map((_, value) => value).slice(0, data.colours.length);
  };
  for (const axis of axes) {
    on('at-' + axis, drawMain);
    on('trade-at-' + axis, drawTradeOff);
  }
  on('ranking', () => { fillBases(); drawForest(); });
  on('base', drawForest);
  on('trade-x', drawTradeOff);
  on('trade-y', drawTradeOff);

  const means = () => {
    const columns = [...axes.map((axis) => data.axes[axis].label), 'metric', 'mean', 'low', 'high'];
    const rows = data.at.flatMap((at, variant) => data.metrics.flatMap(({ name }, metric) => {
      const figure = data.figures[metric][variant];
      return figure === null ? [] : [[...axes.map((axis) => data.axes[axis].texts[at[axis]]), name, ...figure]];
    }));
    save('means.csv', 'text/csv', toCsv(columns.map(field), rows));
  };
  element('downloads').append(button('Means of all metrics (CSV)', means));

  for (const controls of document.querySelectorAll('.controls')) controls.hidden = false;
  const start = async () => {
    fillRankings();
    await drawMain();
    await drawForest();
    await drawTradeOff();
    document.documentElement.dataset.ready = 'yes';
  };
  let wide = element('chart-comparison').clientWidth >= NARROW;
  window.addEventListener('resize', () => {
    const now = element('chart-comparison').clientWidth >= NARROW;
    if (now !== wide) { wide = now; drawMain(); }
  });
  start();
})();
`;
