import { describe, expect, it } from 'vitest';
import { loadPageAssets, reportFontFiles } from '../../../src/node/load-report-assets.ts';
import type { Chart } from '../../../src/report/chart.ts';
import { chartToPng } from '../../../src/report/chart-to-png.ts';
import { chartToSpec } from '../../../src/report/chart-to-spec.ts';
import { chartToSvg } from '../../../src/report/chart-to-svg.ts';
import { chartToVega } from '../../../src/report/chart-to-vega.ts';
import { allCharts } from '../../../src/report/charts/all-charts.ts';
import { EDGE_CASES, edgeCase } from '../fixture.ts';

/** More rows than this make a page slow and a chart no clearer. */
const MAX_ROWS = 2_000;

const known = new Map<string, Chart[]>();

function chartsOf(name: string): Chart[] {
  const { result, runs } = edgeCase(name);
  const charts = known.get(name) ?? allCharts(result, runs);
  known.set(name, charts);
  return charts;
}

const chartNamed = (name: string, among = 'ordinary'): Chart => {
  const found = chartsOf(among).find((chart) => chart.name === name);
  if (found === undefined) throw new Error(`no chart ${name}`);
  return found;
};

/** The bones of a specification: marks and the fields of their channels. */
function bones(spec: unknown): unknown {
  if (typeof spec !== 'object' || spec === null) return undefined;
  const { layer, facet, spec: inner, mark, encoding } = spec as Record<string, Record<string, unknown>>;
  const channels = Object.entries(encoding ?? {})
    .filter(([channel]) => channel !== 'tooltip')
    .map(([channel, definition]) => {
      const { field, type, scale } = definition as { field?: string; type?: string; scale?: { type?: string } };
      return `${channel}: ${[field, type, scale?.type].filter(Boolean).join(' ')}`;
    });
  return {
    ...(facet && { facet: Object.keys(facet) }),
    ...(mark && { mark: typeof mark === 'string' ? mark : mark.type }),
    ...(channels.length > 0 && { channels }),
    ...(layer && { layers: (layer as unknown as unknown[]).map(bones) }),
    ...(inner && { each: bones(inner) }),
  };
}

describe('every chart, in every corner', () => {
  it.each(Object.keys(EDGE_CASES))('%s: compiles and draws without a warning', async (name) => {
    for (const chart of chartsOf(name)) {
      const { svg, warnings } = await chartToSvg(chart);
      expect(warnings, chart.name).toEqual([]);
      expect(svg, chart.name).toMatch(/class="mark-(rect|symbol|line|rule)[^"]*role-mark[^"]*"/);
      expect(svg, chart.name).not.toMatch(/NaN|undefined|Infinity/);
    }
  });

  it.each(Object.keys(EDGE_CASES))('%s: has safe names, sound rows and words', (name) => {
    const charts = chartsOf(name);
    expect(new Set(charts.map((chart) => chart.name)).size).toBe(charts.length);
    for (const chart of charts) {
      expect(chart.name).toMatch(/^[a-z][a-z-]*$/);
      expect(chart.title.length).toBeGreaterThan(0);
      expect(chart.caption).toMatch(/\.$/);
      expect(chart.rows.length).toBeGreaterThan(0);
      expect(chart.rows.length).toBeLessThanOrEqual(MAX_ROWS);
      for (const column of chart.columns) expect(column).toMatch(/^[A-Za-z0-9_]+$/);
      const columns = [...chart.columns].sort().join(' ');
      const unsound = chart.rows.filter(
        (row) =>
          Object.keys(row).sort().join(' ') !== columns ||
          Object.values(row).some((cell) => typeof cell === 'number' && !Number.isFinite(cell)),
      );
      expect(unsound, chart.name).toEqual([]);
    }
  });

  it('refers only to fields that its rows have', () => {
    for (const chart of [...chartsOf('ordinary'), ...chartsOf('pools and jobs')]) {
      for (const [, field] of JSON.stringify(chart.spec).matchAll(/"field":"([^"]+)"/g)) {
        expect(chart.columns, chart.name).toContain(field);
      }
    }
  });

  it('keeps its structure', async () => {
    const known = new Set(chartsOf('ordinary').map(({ name }) => name));
    const others = chartsOf('pools and jobs').filter(({ name }) => !known.has(name));
    const structure = [...chartsOf('ordinary'), ...others].map((chart) => ({
      chart: chart.name,
      columns: chart.columns.join(' '),
      ...(bones(chart.spec) as object),
    }));
    await expect(`${JSON.stringify(structure, null, 1)}\n`).toMatchFileSnapshot('../golden/charts.txt');
  });

  it('draws a different picture from different data', async () => {
    const one = await chartToSvg(chartNamed('incidents'));
    const other = await chartToSvg(chartNamed('incidents', '200 runs'));
    expect(other.svg.length).toBeGreaterThan(one.svg.length);
  });
});

describe('what is left out', () => {
  it('no clients and no incidents leave the timeline and the load', () => {
    expect(chartsOf('no clients').map((chart) => chart.name)).toEqual(['timeline', 'load']);
  });

  it('an ordinary result has all nine', () => {
    expect(chartsOf('ordinary').map((chart) => chart.name)).toEqual([
      'availability',
      'user-uptime',
      'downtime',
      'incidents',
      'timeline',
      'failover',
      'latency',
      'latency-over-time',
      'load',
    ]);
  });
});

describe('the availability chart', () => {
  it('puts perfect availability at the edge, as an arrow, and finite nines below it', () => {
    const perfect = chartNamed('availability', 'perfect availability').rows;
    expect(perfect.filter((row) => row.kind === 'perfect').length).toBeGreaterThanOrEqual(3);
    const ordinary = chartNamed('availability').rows.find(
      (row) => row.measure === 'by time' && row.kind === 'estimate',
    );
    const { time } = edgeCase('ordinary').result.summary.availability;
    expect(ordinary?.nines).toBeCloseTo(time?.nines ?? Number.NaN, 9);
    expect(Number(ordinary?.low_nines)).toBeLessThan(Number(ordinary?.nines));
    expect(Number(ordinary?.high_nines)).toBeGreaterThan(Number(ordinary?.nines));
  });

  it.each(Object.keys(EDGE_CASES).filter((name) => name !== 'no clients'))('%s: has room for its nines', (name) => {
    const { spec, rows } = chartNamed('availability', name);
    const [, low, high] = /"domain":\[([\d.]+),([\d.]+)\]/.exec(JSON.stringify(spec))?.map(Number) ?? [];
    expect(high - low).toBeGreaterThanOrEqual(2);
    for (const row of rows) {
      expect(Number(row.nines)).toBeGreaterThanOrEqual(low);
      expect(Number(row.high_nines ?? row.nines)).toBeLessThanOrEqual(high);
    }
  });

  it('draws no interval from one run', () => {
    expect(chartNamed('availability', 'one run').rows.every((row) => row.low === null)).toBe(true);
  });
});

describe('the failover chart', () => {
  it('rises from nothing to one', () => {
    const shares = chartNamed('failover')
      .rows.filter((row) => row.kind === 'cdf')
      .map((row) => Number(row.share));
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });
});

describe('the downtime chart', () => {
  it('adds up', () => {
    const { rows } = chartNamed('downtime');
    expect(rows.reduce((sum, row) => sum + Number(row.share), 0)).toBeCloseTo(1, 12);
  });
});

describe('the drawing as PNG', () => {
  const chart = chartNamed('downtime');

  it('is a PNG of twice the size, and has its text', async () => {
    const png = await chartToPng(chart, { fontFiles: reportFontFiles() });
    const { svg } = await chartToSvg(chart);
    const width = Number(/width="(\d+)"/.exec(svg)?.[1]);
    expect([...png.slice(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    expect(Math.abs(new DataView(png.buffer, png.byteOffset).getUint32(16) - 2 * width)).toBeLessThanOrEqual(2);
    const mute = await chartToPng(chart, { fontFiles: [] });
    expect(png.length).toBeGreaterThan(mute.length + 3_000);
  });
});

describe('the specification as a file', () => {
  it('stands alone: rows, schema and theme', async () => {
    const chart = chartNamed('latency');
    const spec = JSON.parse(JSON.stringify(chartToSpec(chart))) as Record<string, unknown>;
    expect(spec.$schema).toBe('https://vega.github.io/schema/vega-lite/v6.json');
    expect((spec.data as { values: unknown[] }).values).toEqual(chart.rows);
    expect(spec.config).toBeDefined();
    const { warnings } = await chartToVega({ ...chart, spec: spec as unknown as Chart['spec'] });
    expect(warnings).toEqual([]);
  });
});

describe('a bad chart', () => {
  it('is heard of', async () => {
    const chart = chartNamed('incidents');
    const spec = { ...chart.spec, encoding: { nonsense: { field: 'seconds' } } } as unknown as Chart['spec'];
    expect((await chartToVega({ ...chart, spec })).warnings.length).toBeGreaterThan(0);
  });
});

describe('the assets', () => {
  it('are found in the installed packages', async () => {
    const { vega, interpreter } = await loadPageAssets();
    expect(vega.length).toBeGreaterThan(100_000);
    expect(interpreter).toContain('expressionInterpreter');
  });
});
