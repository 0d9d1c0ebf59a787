/** A chart as a Vega-Lite file that stands alone: rows, title and theme included (vega.github.io/editor opens it). */
import type { TopLevelSpec } from 'vega-lite';
import { type Chart, ROWS } from './chart.ts';
import { VEGA_CONFIG } from './theme/vega-config.ts';

export function chartToSpec(chart: Chart): TopLevelSpec {
  const values = chart.rows.map((row) => ({ ...row }));
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: chart.caption,
    ...chart.spec,
    data: { name: ROWS, values },
    config: VEGA_CONFIG,
  } as TopLevelSpec;
}
