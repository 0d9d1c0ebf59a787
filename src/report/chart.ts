/** A chart as plain data: a Vega-Lite specification over named rows, with the words that go with it. */
import type { TopLevelSpec } from 'vega-lite';
import type { Result, RunResult } from '../measure/result.ts';

export type Cell = string | number | boolean | null;
export type Row = Readonly<Record<string, Cell>>;

export interface Chart {
  /** Safe as the name of a file: `[a-z-]+`. */
  readonly name: string;
  readonly title: string;
  /** What it shows and how to read it, in one or two sentences. */
  readonly caption: string;
  /** Refers to its data by the name `rows` and does not carry them: see `chartToSpec` for a file that stands alone. */
  readonly spec: TopLevelSpec;
  readonly rows: readonly Row[];
  /** The columns of `rows`, in the order in which a table should show them; `[A-Za-z0-9_]+` only. */
  readonly columns: readonly string[];
}

/** Undefined when the result holds nothing that this chart could show. */
export type ChartMaker = (result: Result, runs: readonly RunResult[]) => Chart | undefined;

/** The name under which a specification finds its rows. */
export const ROWS = 'rows';
