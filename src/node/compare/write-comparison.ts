/** Writes what a comparison yields into a folder, each file whole or not at all. */
import { join } from 'node:path';
import type { Comparison } from '../../compare/comparison.ts';
import { comparisonToJson } from '../../compare/comparison-to-json.ts';
import { valuesToCsv } from '../../compare/values-to-csv.ts';
import { renderComparisonPage } from '../../report/comparison/render-comparison-page.ts';
import { loadPageAssets } from '../load-report-assets.ts';
import { writeFileWhole } from '../write-file.ts';
import { writeParts } from '../write-parts.ts';
import { writeComparisonCharts } from './write-comparison-charts.ts';

/** Writes comparison.json, values.csv, charts and index.html. `command`: what a reader types again. Returns the path of the page. */
export async function writeComparison(folder: string, comparison: Comparison, command: string): Promise<string> {
  writeParts(join(folder, 'comparison.json'), comparisonToJson(comparison));
  writeParts(join(folder, 'values.csv'), valuesToCsv(comparison));
  await writeComparisonCharts(join(folder, 'charts'), comparison);
  const beside = ['comparison.json', 'values.csv'];
  const file = join(folder, 'index.html');
  writeFileWhole(file, await renderComparisonPage(comparison, { assets: await loadPageAssets(), command, beside }));
  return file;
}
