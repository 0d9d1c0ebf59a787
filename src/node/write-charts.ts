/** Writes charts as files, in the formats asked for, each whole or not at all. */
import { join } from 'node:path';
import type { Chart } from '../report/chart.ts';
import { chartToCsv } from '../report/chart-to-csv.ts';
import { chartToPng } from '../report/chart-to-png.ts';
import { chartToSpec } from '../report/chart-to-spec.ts';
import { chartToSvg } from '../report/chart-to-svg.ts';
import { reportFontFiles } from './load-report-assets.ts';
import { writeFileWhole } from './write-file.ts';

export const CHART_FORMATS = ['svg', 'png', 'csv', 'spec'] as const;
export type ChartFormat = (typeof CHART_FORMATS)[number];

export async function writeCharts(
  folder: string,
  charts: readonly Chart[],
  formats: readonly ChartFormat[],
): Promise<void> {
  for (const chart of charts) {
    for (const format of formats) {
      const { name, content } = await WRITERS[format](chart);
      writeFileWhole(join(folder, name), content);
    }
  }
}

const WRITERS: Readonly<
  Record<ChartFormat, (chart: Chart) => Promise<{ name: string; content: string | Uint8Array }>>
> = {
  svg: async (chart) => ({ name: `${chart.name}.svg`, content: (await chartToSvg(chart)).svg }),
  png: async (chart) => ({
    name: `${chart.name}.png`,
    content: await chartToPng(chart, { fontFiles: reportFontFiles() }),
  }),
  csv: async (chart) => ({ name: `${chart.name}.csv`, content: chartToCsv(chart) }),
  spec: async (chart) => ({
    name: `${chart.name}.vl.json`,
    content: `${JSON.stringify(chartToSpec(chart), null, 2)}\n`,
  }),
};
