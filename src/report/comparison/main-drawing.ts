/**
 * The main chart for a view: lines over quantities, bars or dots beside names, or a heat map. It runs here and, as its own
 * source text, in the page (see comparison-script.ts): so it refers to nothing outside itself.
 */
import type { Row } from '../chart.ts';
import type { Drawing } from './drawing.ts';
import type { PageData, PageFigure } from './page-data.ts';
import type { View } from './view.ts';

export function mainDrawing(data: PageData, view: View): Drawing {
  const GREY = '#8a94a0';
  const LABEL_GAP = 16 / 340;
  const { metric, x, series, log } = view;
  const info = data.metrics[metric];
  const xAxis = data.axes[x];
  const seriesAxis = series < 0 ? undefined : data.axes[series];
  const cells: { variant: number; x: number; series: number; figure: PageFigure }[] = [];
  data.at.forEach((at, variant) => {
    const figure = data.figures[metric][variant];
    const held = at.every((value, axis) => axis === x || axis === series || value === view.at[axis]);
    // A logarithm has no place for nothing.
    if (held && figure !== null && !(log && figure[0] <= 0)) {
      cells.push({ variant, x: at[x], series: series < 0 ? 0 : at[series], figure });
    }
  });
  const means = cells.map(({ figure }) => figure[0]);
  const ends = cells.flatMap(({ figure }) => [figure[0], figure[1] ?? figure[0], figure[2] ?? figure[0]]);
  const least = Math.min(...(log ? ends.filter((end) => end > 0) : ends));
  const most = Math.max(...ends);
  // Where all is near one, what matters is what is missing: from zero, nothing would be seen of it.
  const nearOne = info.unit === 'share' && info.better === 'higher' && Math.min(...means) > 0.5;
  const fromZero = !log && !nearOne;
  const spare = (most - least) * 0.06 || Math.abs(most) * 0.01 || 1;
  const low = log ? least : fromZero ? Math.min(0, least) : least - spare;
  const high = log
    ? most
    : nearOne
      ? Math.min(1, most + spare)
      : Math.max(most, fromZero && most <= 0 && least >= 0 ? 1 : most);
  const domain = low < high ? [low, high] : log ? [low / 2, high * 2] : [low - spare, high + spare];
  const clip = (value: number | null): number | null => (value === null ? null : Math.max(value, domain[0]));
  const colourOf = (value: number): string => {
    if (seriesAxis === undefined) return data.colours[0];
    const place = view.shown.indexOf(value);
    if (place < 0) return GREY;
    return data.colours[(seriesAxis.texts.length <= data.colours.length ? value : place) % data.colours.length];
  };
  const isShown = (value: number): boolean => seriesAxis === undefined || view.shown.includes(value);
  const rowOf = ({ x: at, series: value, figure }: (typeof cells)[number]): Row => ({
    x_text: xAxis.texts[at],
    x: xAxis.numbers === null ? null : xAxis.numbers[at],
    series: seriesAxis === undefined ? '' : seriesAxis.texts[value],
    mean: figure[0],
    low: clip(figure[1]),
    high: figure[2],
    shown: isShown(value),
    colour: colourOf(value),
    place: null,
  });
  const held = data.axes.flatMap(({ label, texts }, axis) =>
    axis === x || axis === series || texts.length < 2 ? [] : [`${label} ${texts[view.at[axis]]}`],
  );
  const way = { lower: 'lower is better', higher: 'higher is better', neither: '' }[info.better];
  const title =
    `${info.name} by ${xAxis.label}${seriesAxis === undefined ? '' : ` and ${seriesAxis.label}`}` +
    `${held.length === 0 ? '' : `, at ${held.join(', ')}`}${way === '' ? '' : ` (${way})`}`;
  const captionOf = (intervals: string): string =>
    data.seeds < 2 ? 'One seed: no intervals.' : `Means over ${data.seeds} seeds${intervals}.`;
  const signals: Record<string, unknown> = {
    figure: info.name,
    unit: info.unit,
    domain,
    x_title: xAxis.label,
    series_title: seriesAxis === undefined ? '' : seriesAxis.label,
  };

  if (view.heat && seriesAxis !== undefined) {
    const few = cells.length <= 150;
    const span = means.length === 0 ? [0, 1] : [Math.min(...means), Math.max(...means)];
    signals.domain = span[0] < span[1] ? span : [span[0] - spare, span[1] + spare];
    signals.cell_labels = few;
    return { template: log ? 'heat-log' : 'heat', title, caption: captionOf(''), signals, rows: cells.map(rowOf) };
  }
  if (xAxis.numbers !== null) {
    const numbers = xAxis.numbers;
    const order = numbers.map((_, i) => i).sort((a, b) => numbers[a] - numbers[b]);
    const sorted = order.map((i) => numbers[i]);
    const logX = sorted[0] > 0 && sorted[sorted.length - 1] / sorted[0] >= 30;
    // From nothing over many orders of magnitude: no scale has room for both ends, so steps are even.
    const positive = sorted.filter((value) => value > 0);
    const even = !logX && sorted[0] === 0 && sorted[sorted.length - 1] / positive[0] >= 30;
    const places = even ? sorted.map((_, i) => i) : sorted;
    signals.ticks = places;
    signals.tick_texts = order.map((i) => xAxis.texts[i]);
    signals.x_domain = places.length > 1 ? [places[0], places[places.length - 1]] : [places[0] - 1, places[0] + 1];
    if (even) signals.x_title = `${xAxis.label}, not to scale`;
    const placed = (cell: (typeof cells)[number]): Row => ({ ...rowOf(cell), x: places[order.indexOf(cell.x)] });
    const rows = cells.map(placed);
    // Labels beside the last points, kept apart: from below, each as high as it must be, then from above.
    const scaled = (value: number): number => {
      const [from, to] = log ? domain.map(Math.log) : domain;
      return ((log ? Math.log(value) : value) - from) / (to - from);
    };
    const labels = view.shown.flatMap((value) => {
      const own = cells.filter((cell) => cell.series === value);
      if (seriesAxis === undefined || own.length === 0) return [];
      const last = own.reduce((best, cell) => (numbers[cell.x] > numbers[best.x] ? cell : best));
      return [{ last, height: scaled(last.figure[0]) }];
    });
    labels.sort((a, b) => a.height - b.height);
    for (let i = 1; i < labels.length; i++) {
      labels[i].height = Math.max(labels[i].height, labels[i - 1].height + LABEL_GAP);
    }
    for (let i = labels.length - 1, roof = 1.02; i >= 0; i--) {
      labels[i].height = Math.min(labels[i].height, roof);
      roof = labels[i].height - LABEL_GAP;
    }
    rows.push(...labels.map(({ last, height }): Row => ({ ...placed(last), place: height })));
    const caption = captionOf(', with their 95 % intervals as bands');
    return { template: `lines${log ? '-log' : ''}${logX ? '-over-log' : ''}`, title, caption, signals, rows };
  }
  const sums = xAxis.texts.map((_, at) => {
    const own = cells.filter((cell) => cell.x === at && isShown(cell.series));
    return own.length === 0 ? Infinity : own.reduce((sum, { figure }) => sum + figure[0], 0) / own.length;
  });
  const sign = info.better === 'higher' ? -1 : 1;
  const rank = (at: number): number => (sums[at] === Infinity ? Infinity : sign * sums[at]);
  const drawn = cells
    .filter((cell) => isShown(cell.series))
    .sort((a, b) => rank(a.x) - rank(b.x) || 0 || a.x - b.x || a.series - b.series);
  const ranking = data.rankings.find(
    (each) =>
      each.metric === metric &&
      each.axis === x &&
      series < 0 &&
      each.at.every((value, axis) => axis === x || value === view.at[axis]),
  );
  const worse = new Set(
    (ranking?.pairs ?? []).flatMap(([a, b, , , , told]) => (told === 1 && a === ranking?.order[0] ? [b] : [])),
  );
  const rows = drawn.map((cell): Row => ({ ...rowOf(cell), ...(worse.has(cell.variant) ? { colour: GREY } : {}) }));
  const tied = worse.size > 0 ? ' Grey: told apart from the best; the others are not.' : '';
  const caption = `${captionOf(', with their 95 % intervals as lines')}${data.seeds < 2 ? '' : tied}`;
  return { template: fromZero ? 'bars' : log ? 'dots-log' : 'dots', title, caption, signals, rows };
}
