import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forestDrawing } from '../../../src/report/comparison/forest-drawing.ts';
import { mainDrawing } from '../../../src/report/comparison/main-drawing.ts';
import { type PageData, pageData } from '../../../src/report/comparison/page-data.ts';
import { comparisonTemplates } from '../../../src/report/comparison/templates.ts';
import { tradeOffDrawing } from '../../../src/report/comparison/trade-off-drawing.ts';
import { usualRanking } from '../../../src/report/comparison/usual-ranking.ts';
import { usualTradeOff } from '../../../src/report/comparison/usual-trade-off.ts';
import { usualView } from '../../../src/report/comparison/usual-view.ts';
import { SAMPLE_NAMES, sampleComparison } from './sample-comparisons.ts';

const dataOf = (name: string): PageData => pageData(sampleComparison(name));

/** From its source text alone, as the page has it. */
const fromSource = <T extends (...args: never[]) => unknown>(fn: T): T =>
  new Function(`'use strict'; return ${fn.toString()};`)() as T;

describe('functions that the page carries', () => {
  it.each(SAMPLE_NAMES)('%s: draw the same from their source text', (name) => {
    const data = dataOf(name);
    const view = usualView(data, 0);
    for (const each of [view, { ...view, log: true }, { ...view, heat: true }, { ...view, series: -1 }]) {
      expect(fromSource(mainDrawing)(data, each)).toEqual(mainDrawing(data, each));
    }
    const ranking = usualRanking(data, 0);
    if (ranking !== undefined) {
      const [best] = data.rankings[ranking].order;
      expect(fromSource(forestDrawing)(data, ranking, best)).toEqual(forestDrawing(data, ranking, best));
    }
    const held = data.axes.map(() => -1);
    expect(fromSource(tradeOffDrawing)(data, 0, 1, held)).toEqual(tradeOffDrawing(data, 0, 1, held));
  });

  it.each(SAMPLE_NAMES)('%s: name templates that exist, and set parameters that these have', (name) => {
    const data = dataOf(name);
    const templates = comparisonTemplates();
    const view = usualView(data, 0);
    for (const { template, signals } of [
      mainDrawing(data, view),
      mainDrawing(data, { ...view, log: true }),
      mainDrawing(data, { ...view, heat: true }),
    ]) {
      const params = (templates.get(template)?.params ?? []).map((param) => param.name);
      expect(params).toEqual(expect.arrayContaining(Object.keys(signals)));
    }
  });
});

describe('the main chart', () => {
  it('looks along quantities and has names as lines, each labelled at its end, apart from each other', () => {
    const data = dataOf('names over quantities');
    const { template, rows } = mainDrawing(data, usualView(data, 0));
    expect(template).toBe('lines');
    const labels = rows.filter(({ place }) => place !== null);
    expect(rows).toHaveLength(6 * 9 + 6);
    expect(labels.map(({ x_text }) => x_text)).toEqual(new Array(6).fill('9000/s'));
    const places = labels.map(({ place }) => Number(place)).sort((a, b) => a - b);
    for (let i = 1; i < places.length; i++) expect(places[i] - places[i - 1]).toBeGreaterThan(16 / 341);
    expect(new Set(labels.map(({ colour }) => colour)).size).toBe(6);
  });

  it('shows some of many lines in colours of their own, the best and the worst among them', () => {
    const data = dataOf('many names');
    const view = usualView(data, 0);
    const { rows } = mainDrawing(data, view);
    const coloured = new Map(rows.filter(({ shown }) => shown === true).map(({ series, colour }) => [series, colour]));
    expect([...coloured.keys()]).toEqual(expect.arrayContaining(['random', 'least-connections']));
    expect(coloured.size).toBe(7);
    expect(new Set(coloured.values()).size).toBe(7);
    expect([...coloured.values()]).not.toContain('#8a94a0');
  });

  it('draws what is near one as dots on a scale of its own, and other figures as bars from zero', () => {
    const near = mainDrawing(dataOf('names by availability'), usualView(dataOf('names by availability'), 0));
    expect(near.template).toBe('dots');
    const [from, to] = near.signals.domain as [number, number];
    expect(from).toBeGreaterThan(0.9999);
    expect(to).toBeLessThanOrEqual(1);
    const bars = mainDrawing(dataOf('names alone'), usualView(dataOf('names alone'), 0));
    expect(bars.template).toBe('bars');
    expect((bars.signals.domain as number[])[0]).toBe(0);
  });

  it('has the best first, and greys what is told apart from it', () => {
    const data = dataOf('names alone');
    const { rows } = mainDrawing(data, usualView(data, 0));
    const means = rows.map(({ mean }) => Number(mean));
    expect(means).toEqual([...means].sort((a, b) => a - b));
    const [ranking] = data.rankings;
    const told = ranking.pairs.filter(([a, , , , , told]) => a === ranking.order[0] && told === 1).length;
    expect(told).toBeGreaterThan(0);
    expect(rows.filter(({ colour }) => colour === '#8a94a0')).toHaveLength(told);
    expect(rows[0].colour).not.toBe('#8a94a0');
  });

  it('holds the other axes', () => {
    const data = dataOf('three axes');
    const view = usualView(data, 0);
    const held = data.axes.findIndex((_, axis) => axis !== view.x && axis !== view.series);
    const drawings = [0, 1].map((value) => mainDrawing(data, { ...view, at: view.at.with(held, value) }));
    expect(drawings[0].rows).toHaveLength(drawings[1].rows.length);
    expect(drawings[0].rows).not.toEqual(drawings[1].rows);
    expect(drawings[0].title).toContain('at discipline fifo');
  });

  it('has no place for zero on a logarithmic scale', () => {
    const data = dataOf('zeros');
    expect(mainDrawing(data, { ...usualView(data, 0), log: true }).rows.map(({ x_text }) => x_text)).toEqual([
      'least-connections',
    ]);
  });

  it('takes even steps from nothing over many orders of magnitude', () => {
    const data = dataOf('from nothing');
    const { signals, template } = mainDrawing(data, usualView(data, 0));
    expect(template).toMatch(/^lines(-log)?$/);
    expect(signals.ticks).toEqual([0, 1, 2, 3]);
    expect(signals.tick_texts).toEqual(['0s', '10ms', '100ms', '10s']);
    expect(signals.x_title).toBe('poll, not to scale');
  });
});

describe('differences', () => {
  it('turn their sign with the base', () => {
    const data = dataOf('names alone');
    const { order } = data.rankings[0];
    const [first, second] = order;
    const one = forestDrawing(data, 0, first).rows[0];
    const other = forestDrawing(data, 0, second).rows[0];
    expect(other.difference).toBe(-Number(one.difference));
    expect([other.low, other.high]).toEqual([-Number(one.high), -Number(one.low)]);
    expect([one.verdict, other.verdict]).toEqual(['worse', 'better']);
  });

  it('are of every other variant, within their intervals', () => {
    for (const name of ['names alone', 'names over quantities', 'two quantities']) {
      const data = dataOf(name);
      for (const [i, { order }] of data.rankings.entries()) {
        const { rows } = forestDrawing(data, i, order[0]);
        expect(rows).toHaveLength(order.length - 1);
        for (const { difference, low, high } of rows) {
          expect(Number(low)).toBeLessThanOrEqual(Number(difference));
          expect(Number(high)).toBeGreaterThanOrEqual(Number(difference));
        }
      }
    }
  });
});

describe('the trade-off', () => {
  it('has on its frontier exactly those that none beats in both', () => {
    const better = fc.constantFrom('lower' as const, 'higher' as const);
    const point = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }));
    fc.assert(
      fc.property(better, better, fc.array(point, { minLength: 1, maxLength: 12 }), (inX, inY, points) => {
        const data: PageData = {
          axes: [{ label: 'variant', texts: points.map((_, i) => `v${i}`), numbers: null }],
          at: points.map((_, i) => [i]),
          metrics: [
            { name: 'x', unit: 'number', better: inX, asked: true },
            { name: 'y', unit: 'number', better: inY, asked: true },
          ],
          figures: [points.map(([x]) => [x, null, null]), points.map(([, y]) => [y, null, null])],
          rankings: [],
          seeds: 1,
          colours: ['#000'],
        };
        const way = [inX, inY].map((each) => (each === 'higher' ? 1 : -1));
        const frontier = tradeOffDrawing(data, 0, 1, [-1]).rows.map((row) => row.frontier);
        points.forEach((own, i) => {
          const beaten = points.some((other) => {
            const gains = own.map((value, k) => way[k] * (other[k] - value));
            return gains.every((gain) => gain >= 0) && gains.some((gain) => gain > 0);
          });
          expect(frontier[i]).toBe(!beaten);
        });
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('holds axes of the world and leaves those of the design open', () => {
    const comparison = sampleComparison('names over quantities');
    const data = pageData(comparison);
    const usual = usualTradeOff(comparison, data, usualView(data, 0).at);
    expect(usual?.held).toEqual([-1, 8]);
    expect(data.metrics[usual?.x ?? 0].name).toBe('pools.web.cost');
  });
});

describe('labels of the trade-off', () => {
  it('keep out of each other’s way, those of the frontier first', () => {
    const data = dataOf('names alone');
    const cost = data.metrics.findIndex(({ name }) => name === 'pools.web.cost');
    const { rows } = tradeOffDrawing(data, cost, 0, [-1]);
    expect(rows.filter(({ frontier, label }) => frontier === true && label === 'none')).toEqual([]);
    const same: PageData = {
      ...data,
      figures: data.figures.map((row) => row.map(() => row[0])),
    };
    const labels = tradeOffDrawing(same, cost, 0, [-1]).rows.map(({ label }) => label);
    expect(labels.filter((label) => label !== 'none')).toEqual(['above', 'below']);
  });
});
