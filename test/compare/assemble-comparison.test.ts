import { describe, expect, it } from 'vitest';
import { assembleComparison, type ComparedRun, type ComparisonContext } from '../../src/compare/assemble-comparison.ts';
import { checkMetrics } from '../../src/compare/check-metrics.ts';
import { comparisonToJson } from '../../src/compare/comparison-to-json.ts';
import { usualMetrics } from '../../src/compare/usual-metrics.ts';
import { valuesToCsv } from '../../src/compare/values-to-csv.ts';

const CONTEXT: ComparisonContext = {
  version: '1.2.3',
  scenario: { name: 'Test', description: '', sha256: '00' },
  text: 'Look here.',
  axes: [
    { path: 'services.web.balancer', values: ['random', '{d: 2, e: 3}'] },
    { path: 'clients.web.rate', values: ['1/s', '2/s'] },
  ],
  metrics: ['latency.web.call.p99'],
  interrupted: false,
};

const RUNS: ComparedRun[] = [0, 1, 2].flatMap((seed) =>
  [0, 1, 2, 3].map((variant) => ({
    variant,
    seed: 7 + seed,
    metrics: {
      'availability.requests': 0.9 + 0.01 * variant,
      ...(variant === 3 && seed === 1 ? {} : { 'latency.web.call.p99': variant + seed / 10 + (seed * variant) / 100 }),
      ...(variant === 0 ? { 'errors.timeout': 2, 'pools.web.cost': 3 } : {}),
    },
  })),
);

describe('a comparison', () => {
  const comparison = assembleComparison(RUNS, CONTEXT);

  it('has its variants in the order of the grid, by name', () => {
    expect(comparison.variants.map(({ name, at }) => [name, at])).toEqual([
      ['balancer=random, rate=1/s', [0, 0]],
      ['balancer=random, rate=2/s', [0, 1]],
      ['balancer={d: 2, e: 3}, rate=1/s', [1, 0]],
      ['balancer={d: 2, e: 3}, rate=2/s', [1, 1]],
    ]);
    expect(comparison.seeds).toEqual([7, 8, 9]);
  });

  it('lists what was asked for, then what every variant has; reasons nobody failed for count as none', () => {
    expect(comparison.metrics).toEqual([
      { name: 'latency.web.call.p99', unit: 'seconds', better: 'lower', asked: true },
      { name: 'availability.requests', unit: 'share', better: 'higher', asked: false },
      { name: 'errors.timeout', unit: 'count', better: 'lower', asked: false },
    ]);
    expect(comparison.values[0].map((figures) => figures[2])).toEqual([2, 2, 2]);
    expect(comparison.values[3].map((figures) => figures[2])).toEqual([0, 0, 0]);
    expect(comparison.values[3].map((figures) => figures[0])).toEqual([3, null, 3.2600000000000002]);
    expect(comparison.variants[3].means[0]).toMatchObject({ runs: 2 });
  });

  it('ranks along both axes by what was asked for', () => {
    expect(comparison.rankings.map(({ metric, axis, at }) => [metric, axis, at])).toEqual([
      ['latency.web.call.p99', 0, [-1, 0]],
      ['latency.web.call.p99', 0, [-1, 1]],
      ['latency.web.call.p99', 1, [0, -1]],
      ['latency.web.call.p99', 1, [1, -1]],
    ]);
    expect(comparison.rankings[1].pairs[0].difference.runs).toBe(2);
  });

  it('is the same in whatever order the runs come, and survives JSON', () => {
    expect(assembleComparison([...RUNS].reverse(), CONTEXT)).toEqual(comparison);
    expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison);
    const one = assembleComparison(RUNS.slice(0, 4), CONTEXT);
    expect(JSON.parse(JSON.stringify(one))).toEqual(one);
    expect(one.variants[0].means[0]).toEqual({ mean: 0, ci95: null, runs: 1 });
  });

  it('that was interrupted leaves gaps and pairs what there is', () => {
    const cut = assembleComparison(RUNS.slice(0, -2), { ...CONTEXT, interrupted: true });
    expect(cut.interrupted).toBe(true);
    expect(cut.values[3][2]).toEqual([null, null, null]);
    expect(cut.rankings[0].pairs[0].difference.runs).toBe(2);
  });

  it('says whether the intervals are narrow enough, of the variants that have the figure', () => {
    const until = (halfWidth: number) =>
      assembleComparison(RUNS, { ...CONTEXT, until: { metric: 'availability.requests', halfWidth, most: 50 } });
    expect(until(1e-9).until).toEqual({
      metric: 'availability.requests',
      halfWidth: 1e-9,
      widest: 0,
      reached: true,
      most: 50,
    });
    const p99 = (halfWidth: number) =>
      assembleComparison(RUNS, { ...CONTEXT, until: { metric: 'latency.web.call.p99', halfWidth, most: 50 } });
    const widest = p99(1).until?.widest as number;
    expect(p99(widest).until?.reached).toBe(true);
    expect(p99(widest * 0.99).until?.reached).toBe(false);
    expect(p99(1).metrics.filter(({ asked }) => asked)).toHaveLength(1);
    expect(
      until(1e-9)
        .metrics.filter(({ asked }) => asked)
        .map(({ name }) => name),
    ).toEqual(['latency.web.call.p99', 'availability.requests']);
    const single = assembleComparison(RUNS.slice(0, 4), {
      ...CONTEXT,
      until: { metric: 'latency.web.call.p99', halfWidth: 9, most: 50 },
    });
    expect(single.until).toMatchObject({ widest: null, reached: false });
  });

  it('as the text of comparison.json', () => {
    const text = [...comparisonToJson(comparison)].join('');
    expect(JSON.parse(text)).toEqual(comparison);
    expect(text.split('\n').slice(1, 3)).toEqual([
      '[[0,0.9,2],[0.1,0.9,2],[0.2,0.9,2]],',
      '[[1,0.91,0],[1.11,0.91,0],[1.22,0.91,0]],',
    ]);
  });

  it('as tidy CSV', () => {
    const lines = [...valuesToCsv(comparison)].join('').split('\n');
    expect(lines).toHaveLength(1 + 4 * 3 * 3 + 1);
    expect(lines.slice(0, 3)).toEqual([
      'variant,balancer,rate,seed,metric,value',
      '"balancer=random, rate=1/s",random,1/s,7,latency.web.call.p99,0',
      '"balancer=random, rate=1/s",random,1/s,7,availability.requests,0.9',
    ]);
    expect(lines).toContain('"balancer={d: 2, e: 3}, rate=2/s","{d: 2, e: 3}",2/s,8,latency.web.call.p99,');
  });
});

describe('metrics', () => {
  it('usual ones are taken where nobody asks', () => {
    const { metrics } = assembleComparison(RUNS, { ...CONTEXT, metrics: [] });
    expect(metrics.filter(({ asked }) => asked).map(({ name }) => name)).toEqual([
      'availability.requests',
      'latency.web.call.p99',
    ]);
    expect(usualMetrics(['violations', 'errors'])).toEqual(['violations']);
    expect(usualMetrics([])).toEqual([]);
  });

  it('unknown ones are refused with the nearest name, or names that go on from there', () => {
    const known = ['availability.time', 'availability.time.nines', 'latency.web.read.p99', 'latency.web.read.p50'];
    expect(checkMetrics(['availability.time'], known)).toBeUndefined();
    expect(checkMetrics(['availability.tiem'], known)).toMatch(/no variant has .*: did you mean availability.time\?/);
    expect(checkMetrics(['latency.web.read.median'], known)).toMatch(
      /such as latency.web.read.p99, latency.web.read.p50/,
    );
    expect(checkMetrics(['availability.time.nines'], known)).toMatch(/: compare availability.time$/);
    expect(checkMetrics(['availability.time.ci95.lo'], known)).toMatch(/: compare availability.time$/);
    expect(checkMetrics(['availability.time.mean'], known)).toMatch(/: compare availability.time$/);
  });
});
