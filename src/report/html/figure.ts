/** A chart on the page: its drawing as it stands without scripts, and what the script needs to bring it to life. */
import type { Spec } from 'vega';
import type { Chart } from '../chart.ts';
import { chartToSvg } from '../chart-to-svg.ts';
import { chartToVega } from '../chart-to-vega.ts';
import { VEGA_CONFIG } from '../theme/vega-config.ts';
import { type Html, html, trusted } from './html.ts';

export interface Figure {
  readonly name: string;
  readonly html: Html;
  /** Goes into the page as JSON, see page-script.ts. */
  readonly data: unknown;
}

/** Clip paths are numbered through all drawings of a process; on a page their names must differ and stay the same. */
function withOwnIds(svg: string, name: string): string {
  const names = new Map<string, string>();
  return svg.replace(/(\bid="|url\(#)((?:clip|gradient|pattern)[^")]*)/g, (_, before: string, id: string) => {
    if (!names.has(id)) names.set(id, `${name}-${names.size + 1}`);
    return `${before}${names.get(id)}`;
  });
}

/** Hundredths of a pixel and of opacity are enough, and a third of the bytes. */
const rounded = (svg: string): string =>
  svg.replace(/ (?:d|transform|x2|y2|width|height|fill)="[^"]*"/g, (attribute) =>
    attribute.replace(/(\.\d\d)\d+/g, '$1'),
  );

const signalNames = (vega: Spec): string[] => (vega.signals ?? []).map((signal) => signal.name);

export async function renderFigure(chart: Chart): Promise<Figure> {
  const { vega } = await chartToVega(chart);
  const { svg } = await chartToSvg(chart);
  const zoomed = signalNames(vega).includes('zoom');
  const end = chart.rows.reduce((latest, row) => Math.max(latest, Number(row.end ?? 0)), 0);
  return {
    name: chart.name,
    html: html`<figure id="chart-${chart.name}"><h3>${chart.title}</h3><figcaption>${chart.caption}</figcaption>
<div class="plot" role="img" aria-label="${chart.title}">${trusted(withOwnIds(rounded(svg), chart.name))}</div></figure>`,
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
