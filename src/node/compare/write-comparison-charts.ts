/** Writes the charts of a comparison as SVG, CSV and Vega-Lite, each file whole or not at all. */
import { rmSync } from 'node:fs';
import type { Comparison } from '../../compare/comparison.ts';
import { comparisonCharts } from '../../report/comparison/comparison-charts.ts';
import { writeCharts } from '../write-charts.ts';

/** Into `folder`, which is emptied first: an earlier comparison may have asked for other metrics. */
export async function writeComparisonCharts(folder: string, comparison: Comparison): Promise<void> {
  const { main, differences, tradeOff } = comparisonCharts(comparison);
  const charts = [...main, ...differences, ...(tradeOff === undefined ? [] : [tradeOff])];
  rmSync(folder, { recursive: true, force: true });
  await writeCharts(folder, charts, ['svg', 'csv', 'spec']);
}
