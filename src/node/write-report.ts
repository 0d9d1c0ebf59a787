/** Writes what a set of runs yields into a folder, each file whole or not at all. */
import { join } from 'node:path';
import type { Result, RunResult } from '../measure/result.ts';
import { allCharts } from '../report/charts/all-charts.ts';
import { renderPage } from '../report/html/render-page.ts';
import { loadPageAssets } from './load-report-assets.ts';
import { type ChartFormat, writeCharts } from './write-charts.ts';
import { writeFileWhole } from './write-file.ts';

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
  await writeCharts(join(folder, 'charts'), charts, options.formats);
  const file = join(folder, 'index.html');
  writeFileWhole(file, page);
  return file;
}
