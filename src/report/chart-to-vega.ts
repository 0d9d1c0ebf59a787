/** Compiles a chart's Vega-Lite specification to Vega, with the theme, and collects every warning on the way. */
import type { Spec } from 'vega';
import { type Chart, ROWS, type Row } from './chart.ts';
import { VEGA_CONFIG } from './theme/vega-config.ts';

export interface CompiledChart {
  /** Without its rows: see `withRows`. */
  readonly vega: Spec;
  /** What Vega-Lite had to say; empty for a sound chart. */
  readonly warnings: readonly string[];
}

/** Loads Vega-Lite on first use: it takes some 100 ms, which a run without charts need not wait for. */
export async function chartToVega(chart: Chart): Promise<CompiledChart> {
  const { compile } = await import('vega-lite');
  const warnings: string[] = [];
  const logger = {
    level: () => logger,
    error: (...words: readonly unknown[]) => {
      warnings.push(words.map(String).join(' '));
      return logger;
    },
    warn: (...words: readonly unknown[]) => {
      warnings.push(words.map(String).join(' '));
      return logger;
    },
    info: () => logger,
    debug: () => logger,
  };
  const { spec } = compile(chart.spec, {
    config: VEGA_CONFIG,
    logger: logger as unknown as NonNullable<Parameters<typeof compile>[1]>['logger'],
  });
  return { vega: spec, warnings };
}

/** The specification with the rows that it refers to by name. */
export function withRows(vega: Spec, rows: readonly Row[]): Spec {
  return {
    ...vega,
    data: vega.data?.map((entry) =>
      entry.name === ROWS ? { ...entry, values: rows.map((row) => ({ ...row })) } : entry,
    ),
  } as Spec;
}
