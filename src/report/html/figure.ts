/** A chart on the page: its drawing as it stands without scripts, and what the script needs to bring it to life. */
import type { Spec } from 'vega';
import type { Chart } from '../chart.ts';
import { chartToVega } from '../chart-to-vega.ts';
import { VEGA_CONFIG } from '../theme/vega-config.ts';
import { type Html, html } from './html.ts';
import { inlineSvg } from './inline-svg.ts';

export interface Figure {
  readonly name: string;
  readonly html: Html;
  /** Goes into the page as JSON, see page-script.ts. */
  readonly data: unknown;
}

const signalNames = (vega: Spec): string[] => (vega.signals ?? []).map((signal) => signal.name);

export async function renderFigure(chart: Chart): Promise<Figure> {
  const { vega } = await chartToVega(chart);
  const zoomed = signalNames(vega).includes('zoom');
  const end = chart.rows.reduce((latest, row) => Math.max(latest, Number(row.end ?? 0)), 0);
  return {
    name: chart.name,
    html: html`<figure id="chart-${chart.name}"><h3>${chart.title}</h3><figcaption>${chart.caption}</figcaption>
<div class="plot" role="img" aria-label="${chart.title}">${await inlineSvg(chart)}</div></figure>`,
    data: {
      name: chart.name,
      columns: chart.columns,
      rows: chart.rows.map((row) => chart.columns.map((column) => row[column] ?? null)),
      vega,
      // A faceted chart has one width for each of its panels.
      widthSignal: signalNames(vega).includes('child_width') ? 'child_width' : 'width',
      ...(zoomed ? { zoom: { signal: 'zoom_start', domain: [0, end] } } : {}),
      spec: { $schema: 'https://vega.github.io/schema/vega-lite/v6.json', ...chart.spec, config: VEGA_CONFIG },
    },
  };
}
