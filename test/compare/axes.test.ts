import { describe, expect, it } from 'vitest';
import { describeAxes } from '../../src/compare/describe-axes.ts';
import { gridSize, tooLarge } from '../../src/compare/grid-size.ts';
import { mergeAxes } from '../../src/compare/merge-axes.ts';
import { parseUntil } from '../../src/compare/parse-until.ts';
import { parseVary } from '../../src/compare/parse-vary.ts';

describe('--vary', () => {
  it.each([
    ['services.web.balancer=random,round-robin', 'services.web.balancer', ['random', 'round-robin']],
    ['clients.web.rate=1000/s..3000/s:3', 'clients.web.rate', ['1000/s', '2000/s', '3000/s']],
    ['a.b=1, 5..7:3 ,9', 'a.b', ['1', '5', '6', '7', '9']],
    ['electionTimeout=1s..2s,2s..4s', 'electionTimeout', ['1s..2s', '2s..4s']],
    ['x={power-of-d-choices: {d: 3, e: [1,2]}},random', 'x', ['{power-of-d-choices: {d: 3, e: [1,2]}}', 'random']],
    [`x='a,b',"c=d,e"`, 'x', [`'a,b'`, `"c=d,e"`]],
    ['faults[0].for=1s', 'faults[0].for', ['1s']],
  ])('%s', (text, path, values) => {
    expect(parseVary(text)).toEqual({ ok: true, value: { path, values } });
  });

  it.each([
    ['balancer', /takes path=value,value,… .*, not "balancer"/],
    ['=a', /takes path=value/],
    ['x=', /^--vary x: a value is missing/],
    ['x=a,,b', /^--vary x: a value is missing between commas/],
    ['x=a,b,a', /^--vary x: "a" is named twice/],
    ['x=1..3:3,2', /^--vary x: "2" is named twice/],
    ['x=1s..2s:1', /^--vary x: a range is cut into 2 to 1000 values, not 1/],
    ['x=1s..2ms:3', /^--vary x: the ends of "1s..2ms:3" are one number and one unit each, the same unit/],
  ])('refuses %s', (text, message) => {
    expect(parseVary(text)).toEqual({ ok: false, message: expect.stringMatching(message) });
  });
});

describe('axes of the file and of the command line', () => {
  const file = [
    { path: 'services.web.balancer', values: ['random', 'maglev'], label: 'balancer' },
    { path: 'clients.web.rate', values: ['1/s', '2/s'] },
  ];

  it('same path: replaced in its place; another: added', () => {
    const merged = mergeAxes(file, [
      { path: 'seeds', values: ['1', '2'] },
      { path: 'services.web.balancer', values: ['ring'] },
    ]);
    expect(merged).toEqual({
      ok: true,
      value: [
        { path: 'services.web.balancer', values: ['ring'], label: 'balancer' },
        { path: 'clients.web.rate', values: ['1/s', '2/s'] },
        { path: 'seeds', values: ['1', '2'] },
      ],
    });
  });

  it.each([
    [['a', 'a'], /--vary a is given twice/],
    [['seed'], /--vary seed: all variants have it in common/],
    [['expect[0]'], /--vary expect: /],
    [['clients.web'], /--vary clients.web.rate lies within clients.web, /],
    [['faults.0.for', 'faults[0]'], /--vary faults.0.for lies within faults\[0\]/],
  ])('%j is refused', (paths, message) => {
    const added = paths.map((path) => ({ path, values: ['x', 'y'] }));
    expect(mergeAxes(file, added)).toEqual({ ok: false, message: expect.stringMatching(message) });
  });

  it('have short names that tell them apart, and numbers where all values are of one kind', () => {
    const axes = describeAxes([
      { path: 'services.web.balancer', values: ['random', '{power-of-d-choices: {d: 3}}'] },
      { path: 'clients.web.rate', values: ['1000/s', '120/min'] },
      { path: 'clients.batch.rate', values: ['1s', '500ms'] },
      { path: 'warmup', values: ['10%', '0.5'] },
      { path: 'services.store.options.electionTimeout', label: 'timeout', values: ['1s..2s'] },
    ]);
    expect(axes.map(({ label }) => label)).toEqual(['balancer', 'web.rate', 'batch.rate', 'warmup', 'timeout']);
    expect(axes.map(({ values }) => values.map(({ number }) => number))).toEqual([
      [null, null],
      [1000, 2],
      [1, 0.5],
      [0.1, 0.5],
      [null],
    ]);
    expect(axes[0].values.map(({ text }) => text)).toEqual(['random', 'power-of-d-choices {d: 3}']);
  });

  it('of absurd size are refused with what they would take', () => {
    expect(gridSize([5, 9], 20)).toEqual({ variants: 45, runs: 900, pairs: 9 * 10 + 5 * 36 });
    expect(tooLarge(gridSize([5, 9], 20))).toBeUndefined();
    expect(tooLarge(gridSize([1000, 1000], 20))).toMatch(/^1,000,000 variants with 20,000,000 runs are more/);
    expect(tooLarge(gridSize([100], 1e5))).toMatch(/^100 variants with 10,000,000 runs .* at most 200,000 runs/);
    expect(tooLarge(gridSize([1500], 2))).toMatch(/^1,500 variants make 1,124,250 pairs/);
  });
});

describe('--until', () => {
  it.each([
    ['availability.time ± 0.01%', 'availability.time', 0.0001],
    ['availability.time ± 0.0001', 'availability.time', 0.0001],
    ['latency.web.read.p99+-5ms', 'latency.web.read.p99', 0.005],
    ['errors.timeout +/- 3', 'errors.timeout', 3],
    ['pools.web.goodput ± 10/s', 'pools.web.goodput', 10],
  ])('%s', (text, metric, halfWidth) => {
    expect(parseUntil(text)).toEqual({ ok: true, value: { metric, halfWidth } });
  });

  it.each([
    ['availability.time', /takes a metric and half a width, .* not "availability.time"/],
    ['availability.time ± 5ms', /^--until availability.time: /],
    ['latency.web.read.p99 ± 5', /^--until latency.web.read.p99: a duration needs a unit/],
    ['availability.time ± 0%', /the width must be above 0/],
  ])('refuses %s', (text, message) => {
    expect(parseUntil(text)).toEqual({ ok: false, message: expect.stringMatching(message) });
  });
});
