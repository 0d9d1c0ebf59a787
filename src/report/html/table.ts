/** A table that scrolls by itself when the screen is narrow. */
import { type Html, html, type Part } from './html.ts';

export interface Column {
  readonly title: string;
  /** `number`: right-aligned, never wrapped. Default `text`. */
  readonly kind?: 'number' | 'text' | 'mark';
}

/** `footer`, if given, is one more row, set apart. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly Part[])[],
  footer?: readonly Part[],
): Html {
  const kindOf = (i: number): string => columns[i].kind ?? 'text';
  const cells = (row: readonly Part[]): Html =>
    html`<tr>${row.map((cell, i) => html`<td class="${kindOf(i)}">${cell}</td>`)}</tr>`;
  return html`<div class="scroll"><table><thead><tr>${columns.map(
    (column, i) => html`<th scope="col" class="${kindOf(i)}">${column.title}</th>`,
  )}</tr></thead><tbody>${rows.map(cells)}</tbody>${footer && html`<tfoot>${cells(footer)}</tfoot>`}</table></div>`;
}
