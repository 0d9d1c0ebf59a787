/** A chart's drawing as a part of a page, that stands there without scripts. */
import type { Chart } from '../chart.ts';
import { chartToSvg } from '../chart-to-svg.ts';
import { type Html, trusted } from './html.ts';

/** Names of charts must differ on a page. */
export async function inlineSvg(chart: Chart): Promise<Html> {
  const { svg } = await chartToSvg(chart);
  return trusted(withOwnIds(rounded(svg), chart.name));
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
