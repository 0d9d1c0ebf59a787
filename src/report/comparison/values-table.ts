/** Every variant with its figures by the metrics asked for. */
import type { Comparison } from '../../compare/comparison.ts';
import { formatFigure } from '../format/format-figure.ts';
import { type Html, html } from '../html/html.ts';
import { renderTable } from '../html/table.ts';

const ROWS_MAX = 500;
const COLUMNS_MAX = 8;
/** More are folded away. */
const ROWS_OPEN = 20;

export function valuesTable({ axes, variants, metrics }: Comparison): Html {
  const live = axes.flatMap(({ values }, axis) => (values.length > 1 ? [axis] : []));
  const asked = metrics.flatMap((info, index) => (info.asked ? [{ ...info, index }] : [])).slice(0, COLUMNS_MAX);
  const rows = variants.slice(0, ROWS_MAX).map(({ at, means }) => [
    ...live.map((axis) => axes[axis].values[at[axis]].text),
    ...asked.map(({ unit, index }) => {
      const figure = means[index];
      if (figure === null) return 'none';
      const { mean, ci95 } = figure;
      const half = ci95 === null ? '' : ` ± ${formatFigure(unit, (ci95[1] - ci95[0]) / 2)}`;
      return `${formatFigure(unit, mean)}${half}`;
    }),
  ]);
  const cut = rows.length < variants.length;
  const table = html`${cut && html`<p>The first ${rows.length} of ${variants.length} variants.</p>`}${renderTable(
    [
      ...live.map((axis) => ({ title: axes[axis].label })),
      ...asked.map(({ name }) => ({ title: name, kind: 'number' as const })),
    ],
    rows,
  )}`;
  return rows.length <= ROWS_OPEN
    ? table
    : html`<details><summary>All ${variants.length} variants</summary>${table}</details>`;
}
