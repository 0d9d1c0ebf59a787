/** A chart of the page as plain data: which template, its rows, and what the template's parameters are to be. */
import type { Row } from '../chart.ts';

export interface Drawing {
  /** A name of `templates.ts`. */
  readonly template: string;
  readonly title: string;
  readonly caption: string;
  readonly signals: Readonly<Record<string, unknown>>;
  readonly rows: readonly Row[];
}
