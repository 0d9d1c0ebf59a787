/**
 * Differences of all variants of a ranking to one of them, best first. It runs here and, as its own source text, in the page:
 * so it refers to nothing outside itself.
 */
import type { Row } from '../chart.ts';
import type { Drawing } from './drawing.ts';
import type { PageData } from './page-data.ts';

/** `ranking`: index; `base`: a variant of it. */
export function forestDrawing(data: PageData, ranking: number, base: number): Drawing {
  const [BETTER, WORSE, OPEN] = ['#12936b', '#d9560b', '#8a94a0'];
  const { metric, axis, at, order, pairs } = data.rankings[ranking];
  const info = data.metrics[metric];
  const nameOf = (variant: number): string => data.axes[axis].texts[data.at[variant][axis]];
  const turned = (value: number | null, turn: boolean): number | null =>
    value === null ? null : turn ? -value : value;
  const held = at.flatMap((value, i) =>
    value < 0 || data.axes[i].texts.length < 2 ? [] : [`${data.axes[i].label} ${data.axes[i].texts[value]}`],
  );
  const rows: Row[] = [];
  for (const variant of order) {
    const pair = pairs.find(([a, b]) => (a === base && b === variant) || (a === variant && b === base));
    if (pair === undefined) continue;
    const [a, , mean, low, high, told, seeds] = pair;
    // A pair is a − b, and shown is what this variant has more than the base.
    const turn = a === base;
    const difference = turn ? -mean : mean;
    const gain = info.better === 'higher' ? difference : -difference;
    const none = difference === 0 && low === 0 && high === 0;
    const verdict = told
      ? info.better === 'neither'
        ? 'told apart'
        : gain > 0
          ? 'better'
          : 'worse'
      : none
        ? 'the same in every seed'
        : seeds === null
          ? 'not distinguishable'
          : `not distinguishable; ${seeds} more ${seeds === 1 ? 'seed' : 'seeds'} would tell`;
    const colour = told ? (info.better === 'neither' ? data.colours[0] : gain > 0 ? BETTER : WORSE) : OPEN;
    rows.push({
      variant: nameOf(variant),
      difference: difference === 0 ? 0 : difference,
      low: turn ? turned(high, true) : low,
      high: turn ? turned(low, true) : high,
      told: told === 1,
      verdict,
      label: told
        ? ''
        : none
          ? 'same'
          : seeds === null
            ? 'not told'
            : `not told, +${seeds} ${seeds === 1 ? 'seed' : 'seeds'}`,
      colour,
      fill: told ? colour : 'transparent',
    });
  }
  const ends = rows.flatMap(({ difference, low, high }) => [
    0,
    Number(difference),
    Number(low ?? 0),
    Number(high ?? 0),
  ]);
  const [least, most] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  return {
    template: 'forest',
    title: `Differences to ${nameOf(base)} by ${info.name}${held.length === 0 ? '' : `, at ${held.join(', ')}`}`,
    caption:
      'Paired by seed, with 95 % intervals. Filled: told apart at level 0.05, corrected for all pairs of the metric (Holm); hollow: not distinguishable.',
    signals: {
      figure: `${info.name}, minus that of ${nameOf(base)}`,
      unit: info.unit,
      x_title: '',
      series_title: '',
      domain: least < most ? [least, most] : [-1, 1],
    },
    rows,
  };
}
