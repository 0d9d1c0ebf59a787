/** How every chart looks: the page's ink, quiet grids, no frames, one typeface. */
import type { Config } from 'vega-lite';
import { CATEGORY_COLOURS, INK } from './palette.ts';

export const FONT = 'IBM Plex Sans';
const FONT_STACK = `${FONT}, system-ui, -apple-system, Segoe UI, Roboto, sans-serif`;

export const VEGA_CONFIG: Config = {
  background: 'transparent',
  font: FONT_STACK,
  padding: 4,
  // One label for the whole figure instead of one for each mark: screen readers get the caption and the table.
  aria: false,
  view: { stroke: null },
  axis: {
    domainColor: INK,
    domainOpacity: 0.35,
    gridColor: INK,
    gridOpacity: 0.1,
    labelColor: INK,
    labelOpacity: 0.75,
    labelFontSize: 11,
    tickColor: INK,
    tickOpacity: 0.35,
    titleColor: INK,
    titleFontSize: 12,
    titleFontWeight: 400,
    titleOpacity: 0.75,
    titlePadding: 10,
  },
  header: { labelColor: INK, titleColor: INK, labelFontSize: 12, labelFontWeight: 600, labelLimit: 220 },
  legend: {
    labelColor: INK,
    labelFontSize: 11,
    labelLimit: 180,
    orient: 'top',
    symbolSize: 70,
    titleColor: INK,
    titleFontSize: 11,
    titleFontWeight: 400,
  },
  text: { color: INK },
  range: { category: [...CATEGORY_COLOURS] },
};
