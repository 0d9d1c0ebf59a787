import { describe, expect, it } from 'vitest';
import type { Chart } from '../../../src/report/chart.ts';
import { chartToSvg } from '../../../src/report/chart-to-svg.ts';
import { comparisonCharts } from '../../../src/report/comparison/comparison-charts.ts';
import { pageData } from '../../../src/report/comparison/page-data.ts';
import { comparisonTemplates } from '../../../src/report/comparison/templates.ts';
import { SAMPLE_NAMES, sampleComparison } from './sample-comparisons.ts';

const templates = comparisonTemplates();

function chartsOf(name: string): Chart[] {
  const comparison = sampleComparison(name);
  const { main, differences, tradeOff } = comparisonCharts(comparison, pageData(comparison), templates);
  return [...main, ...differences, ...(tradeOff === undefined ? [] : [tradeOff])];
}

describe('the charts of a comparison', () => {
  it.each(SAMPLE_NAMES)('%s: compile and draw without a warning', async (name) => {
    for (const chart of chartsOf(name)) {
      const { svg, warnings } = await chartToSvg(chart);
      expect(warnings, chart.name).toEqual([]);
      expect(svg, chart.name).toMatch(/class="mark-(rect|symbol|line|rule)[^"]*role-mark[^"]*"/);
      expect(svg, chart.name).not.toMatch(/NaN|undefined|Infinity/);
    }
  });
});
