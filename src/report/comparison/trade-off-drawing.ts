/**
 * Two figures of every variant, and the frontier: those that no other variant beats in both (Pareto). It runs here and, as
 * its own source text, in the page: so it refers to nothing outside itself.
 */
import type { Row } from '../chart.ts';
import type { Drawing } from './drawing.ts';
import type { PageData } from './page-data.ts';

/** `held`: by axis, the only value of it that is shown; −1 for all. */
export function tradeOffDrawing(data: PageData, x: number, y: number, held: readonly number[]): Drawing {
  const LABELS_MAX = 12;
  // Of a label, in widths and heights of the chart.
  const [LETTER, LINE] = [6 / 560, 15 / 340];
  const [xInfo, yInfo] = [data.metrics[x], data.metrics[y]];
  const open = data.axes.map(({ texts }, axis) => texts.length > 1 && held[axis] < 0);
  const points = data.at.flatMap((at, variant) => {
    const [first, second] = [data.figures[x][variant], data.figures[y][variant]];
    if (first === null || second === null || !at.every((value, axis) => held[axis] < 0 || held[axis] === value))
      return [];
    const parts = at.flatMap((value, axis) => (open[axis] ? [data.axes[axis].texts[value]] : []));
    return [{ name: parts.join(', '), x: first, y: second }];
  });
  const judged = xInfo.better !== 'neither' && yInfo.better !== 'neither' && x !== y;
  const gain = (better: string, a: number, b: number): number => (better === 'higher' ? a - b : b - a);
  const beaten = ([a, b]: readonly number[]): boolean =>
    points.some((other) => {
      const [inX, inY] = [gain(xInfo.better, other.x[0], a), gain(yInfo.better, other.y[0], b)];
      return inX >= 0 && inY >= 0 && (inX > 0 || inY > 0);
    });
  const frontier = points.map((point) => judged && !beaten([point.x[0], point.y[0]]));
  const wanted = points.length <= LABELS_MAX ? points.map(() => true) : frontier;
  const few = wanted.filter(Boolean).length <= LABELS_MAX;
  const logFor = (values: readonly number[]): boolean =>
    Math.min(...values) > 0 && Math.max(...values) > 30 * Math.min(...values);
  const xLog = points.length > 0 && logFor(points.map((point) => point.x[0]));
  const yLog = points.length > 0 && logFor(points.map((point) => point.y[0]));
  const ends = (figure: readonly (number | null)[], log: boolean): (number | null)[] =>
    figure[1] === null || figure[2] === null || (log && figure[1] <= 0) ? [null, null] : [figure[1], figure[2]];
  const domainOf = (figures: readonly (readonly (number | null)[])[], log: boolean): [number, number] => {
    const all = figures.flatMap((figure) => [figure[0], ...ends(figure, log)]).filter((value) => value !== null);
    const [least, most] = [Math.min(...all), Math.max(...all)];
    if (least < most) return [least, most];
    return log ? [least / 2, most * 2] : [least - Math.abs(least) / 10 - 1e-9, most + Math.abs(most) / 10 + 1e-9];
  };
  const [xDomain, yDomain] = [
    domainOf(
      points.map((point) => point.x),
      xLog,
    ),
    domainOf(
      points.map((point) => point.y),
      yLog,
    ),
  ];
  const share = (value: number, [from, to]: readonly number[], log: boolean): number =>
    log ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
  const places = points.map((point) => [share(point.x[0], xDomain, xLog), share(point.y[0], yDomain, yLog)]);
  // Each label goes above its point, or below, or where neither is free nowhere: those of the frontier first.
  const taken: number[][] = [];
  const label = points.map((): 'above' | 'below' | 'none' => 'none');
  const order = points.map((_, i) => i).filter((i) => few && wanted[i]);
  order.sort((a, b) => Number(frontier[b]) - Number(frontier[a]) || places[b][1] - places[a][1]);
  for (const i of order) {
    const [left, middle] = places[i];
    const right = left + points[i].name.length * LETTER;
    for (const [side, bottom] of [
      ['above', middle + 0.2 * LINE],
      ['below', middle - 1.2 * LINE],
    ] as const) {
      const free = taken.every(
        ([from, to, low]) => right < from || left > to || bottom + LINE <= low || bottom >= low + LINE,
      );
      if (!free) continue;
      taken.push([left, right, bottom]);
      label[i] = side;
      break;
    }
  }
  return {
    title: `${yInfo.name} against ${xInfo.name}`,
    caption: judged
      ? 'Means over seeds, with 95 % intervals. Blue: the Pareto frontier, variants that no other one beats in both.'
      : 'Means over seeds, with 95 % intervals.',
    template: `trade-off${yLog ? '-log' : ''}${xLog ? '-over-log' : ''}`,
    signals: {
      figure: yInfo.name,
      unit: yInfo.unit,
      x_title: xInfo.name,
      x_unit: xInfo.unit,
      series_title: '',
      x_domain: xDomain,
      domain: yDomain,
    },
    rows: points.map((point, i): Row => {
      const [xLow, xHigh] = ends(point.x, xLog);
      const [yLow, yHigh] = ends(point.y, yLog);
      return {
        variant: point.name,
        x: point.x[0],
        y: point.y[0],
        x_low: xLow,
        x_high: xHigh,
        y_low: yLow,
        y_high: yHigh,
        frontier: frontier[i],
        label: label[i],
      };
    }),
  };
}
