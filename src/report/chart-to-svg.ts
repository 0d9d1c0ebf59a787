/** Draws a chart as a standalone SVG. */
import type { Chart } from './chart.ts';
import { chartToVega, withRows } from './chart-to-vega.ts';

export interface DrawnChart {
  /** Axes and text are `currentColor`: black where nothing says otherwise, the page's ink when inlined. */
  readonly svg: string;
  /** What Vega-Lite and Vega had to say; empty for a sound chart. */
  readonly warnings: readonly string[];
}

export async function chartToSvg(chart: Chart): Promise<DrawnChart> {
  const [{ vega, warnings }, { parse, View, logger, Warn }] = await Promise.all([chartToVega(chart), import('vega')]);
  const heard: string[] = [...warnings];
  const listener = logger(Warn, undefined, (_method: unknown, _level: unknown, input: readonly unknown[]) => {
    const message = input.map(String).join(' ');
    // Panning listens to the browser's window, which a drawing on paper does without.
    if (message !== 'Can not resolve event source: window') heard.push(message);
  });
  const view = new View(parse(withRows(vega, chart.rows)), { renderer: 'none', logger: listener });
  const svg = await view.toSVG();
  view.finalize();
  return { svg, warnings: heard };
}
