/** Writes what a set of runs yields into a folder, each file whole or not at all. */
import { join } from 'node:path';
import type { Result, RunResult } from '../measure/result.ts';
import type { Chart } from '../report/chart.ts';
import { chartToCsv } from '../report/chart-to-csv.ts';
import { chartToPng } from '../report/chart-to-png.ts';
import { chartToSpec } from '../report/chart-to-spec.ts';
import { chartToSvg } from '../report/chart-to-svg.ts';
import { allCharts } from '../report/charts/all-charts.ts';
import { renderPage } from '../report/html/render-page.ts';
import { loadPageAssets, reportFontFiles } from './load-report-assets.ts';
import { writeFileWhole } from './write-file.ts';

export const CHART_FORMATS = ['svg', 'png', 'csv', 'spec'] as const;
export type ChartFormat = (typeof CHART_FORMATS)[number];

export interface ReportOptions {
  /** What a reader types to have the same numbers again. */
  readonly command: string;
  /** Files to write for each chart, besides the page. */
  readonly formats: readonly ChartFormat[];
}

/** Writes result.json, index.html and the charts asked for. Returns the path of the page. */
export async function writeReport(
  folder: string,
  result: Result,
  runs: readonly RunResult[],
  options: ReportOptions,
): Promise<string> {
  const charts = allCharts(result, runs);
  writeFileWhole(join(folder, 'result.json'), `${JSON.stringify(result, null, 2)}\n`);
  const page = await renderPage({
    result,
    runs,
    charts,
    version: result.version,
    assets: await loadPageAssets(),
    command: options.command,
  });
  for (const chart of charts) {
    for (const format of options.formats) {
      const { name, content } = await WRITERS[format](chart);
      writeFileWhole(join(folder, 'charts', name), content);
    }
  }
  const file = join(folder, 'index.html');
  writeFileWhole(file, page);
  return file;
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
