import { describe, expect, it } from 'vitest';
import { assembleComparison, type ComparisonContext } from '../../../src/compare/assemble-comparison.ts';
import { renderComparison } from '../../../src/report/text/comparison.ts';

const STYLE = { color: false, width: 80 };

const CONTEXT: ComparisonContext = {
  version: '1',
  scenario: { name: 'Four balancers', description: '', sha256: '00' },
  text: '',
  axes: [{ path: 'services.web.balancer', values: ['random', 'round-robin', 'power-of-two', 'maglev'] }],
  metrics: ['latency.web.call.p99'],
  interrupted: false,
};

/** Seconds: one that is far, two that are near, one that has no figure. */
const P99 = [[0.09, 0.092, 0.095, 0.091], [0.0125, 0.0141, 0.013, 0.0139], [0.012, 0.014, 0.0128, 0.0141], []];
const runsOf = (rows: readonly (readonly number[])[]) =>
  rows.flatMap((row, variant) =>
    [0, 1, 2, 3].map((seed) => ({
      variant,
      seed,
      metrics: row[seed] === undefined ? ({} as Record<string, number>) : { 'latency.web.call.p99': row[seed] },
    })),
  );

describe('a comparison as text', () => {
  it('has a table for each metric, best first, with what cannot be told apart', () => {
    expect(renderComparison(assembleComparison(runsOf(P99), CONTEXT), STYLE)).toBe(`Four balancers
4 variants, 4 seeds each

latency.web.call.p99, lower is better
     by balancer      mean  95 %        to best  95 %       not told from
  1  power-of-two  13.2 ms  ± 1.6 ms                        2 (+28 seeds would tell)
  2  round-robin   13.4 ms  ± 1.2 ms    +150 µs  ± 459 µs
  3  random          92 ms  ± 3.44 ms  +78.8 ms  ± 3.73 ms
  4  maglev           none

Differences are paired by seed (same arrivals, same faults) and told apart at
level 0.05, corrected for all pairs of a metric (Holm); intervals are each for
itself. Pairing divides the variance of differences by 1 (median of the pairs).
`);
  });

  it('of one seed says that it says nothing', () => {
    const one = assembleComparison(
      runsOf(P99).filter(({ seed }) => seed === 0),
      CONTEXT,
    );
    expect(renderComparison(one, STYLE)).toMatch(
      /one seed\n[\s\S]*\nOne seed says nothing about which differences are real/,
    );
  });

  it('shows a few of many rankings, and says what it left out', () => {
    const axes = [...CONTEXT.axes, { path: 'clients.web.rate', values: ['1/s', '2/s', '3/s', '4/s', '5/s'] }];
    const rows = Array.from({ length: 20 }, (_, i) => [i, i + 1, i + 3, i + 7]);
    const text = renderComparison(assembleComparison(runsOf(rows), { ...CONTEXT, axes, interrupted: true }), STYLE);
    expect(text).toMatch(/^Four balancers {2}interrupted\n20 variants/);
    expect(text.match(/by balancer at rate=./g)).toEqual([
      'by balancer at rate=1',
      'by balancer at rate=3',
      'by balancer at rate=5',
    ]);
    expect(text).toContain('… 6 more rankings in comparison.json');
  });

  it('takes nothing from names that would move the cursor', () => {
    const scenario = { ...CONTEXT.scenario, name: 'evil\u001b[2J' };
    expect(renderComparison(assembleComparison(runsOf(P99), { ...CONTEXT, scenario }), STYLE)).not.toContain('\u001b');
  });
});
