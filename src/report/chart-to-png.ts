/** Draws a chart as a PNG: its SVG, rasterised by resvg with the fonts it is handed (without any, text would vanish). */
import type { Chart } from './chart.ts';
import { chartToSvg } from './chart-to-svg.ts';
import { FONT } from './theme/vega-config.ts';

export interface PngOptions {
  /** Paths of TTF files of `IBM Plex Sans`, regular and semibold. */
  readonly fontFiles: readonly string[];
  /** Pixels for each unit of the drawing. Default 2. */
  readonly scale?: number;
  /** Default white. */
  readonly background?: string;
}

export async function chartToPng(chart: Chart, options: PngOptions): Promise<Uint8Array> {
  const [{ svg }, { Resvg }] = await Promise.all([chartToSvg(chart), import('@resvg/resvg-js')]);
  const drawing = new Resvg(svg, {
    background: options.background ?? '#ffffff',
    fitTo: { mode: 'zoom', value: options.scale ?? 2 },
    font: {
      fontFiles: [...options.fontFiles],
      loadSystemFonts: false,
      defaultFontFamily: FONT,
      sansSerifFamily: FONT,
    },
  });
  return drawing.render().asPng();
}
