import { describe, expect, it } from 'vitest';
import { failureTimeline } from '../../../src/report/history/failure-timeline.ts';
import { renderHistoryPage } from '../../../src/report/history/render-history-page.ts';
import { checked, EXAMPLES } from './examples.ts';

describe('the page of a verdict', () => {
  it.each(Object.keys(EXAMPLES))('%s: needs nothing from elsewhere and holds nothing unescaped', async (name) => {
    const page = await renderHistoryPage(checked(name), '1.2.3');
    expect(page).toContain('default-src &#39;none&#39;');
    expect(page).not.toMatch(/(?:src|href)="(?!http:\/\/www\.w3\.org)/);
    expect(page).not.toContain('<img');
    expect(page).not.toMatch(/ style="| on\w+="/);
    expect(page.match(/<script>/g)).toHaveLength(1);
    expect(page).not.toMatch(/[^\n\P{Cc}]|\u202e/u);
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('draws the operations, the path and what cannot be placed', async () => {
    const page = await renderHistoryPage(checked('stale-read'), '1.2.3');
    expect(page).toContain(
      'No order of the operations of a explains read → 1 by process 3 (line 9); until then there is one.',
    );
    expect(page.match(/class="operation placed"/g)).toHaveLength(3);
    expect(page.match(/class="operation stuck"/g)).toHaveLength(1);
    const [, points] = /<polyline class="path" points="([^"]*)"/.exec(page) ?? [];
    const xs = points.split(' ').map((point) => Number(point.split(',')[0]));
    expect(xs).toHaveLength(3);
    expect([...xs].sort((a, b) => a - b)).toEqual(xs);
  });
});

describe('the operations around a failure', () => {
  it('are those that cannot be placed, then the last ones of the prefix', () => {
    const { verdict } = checked('lost-append');
    if (verdict.verdict !== 'not-linearizable') throw new Error(verdict.verdict);
    const { rows, omitted, columns } = failureTimeline(verdict.counterexample, 4);
    expect(rows.map(({ operation, placement }) => [operation.value, placement])).toEqual([
      [7, 'placed'],
      [8, 'placed'],
      [9, 'placed'],
      [null, 'stuck'],
    ]);
    expect(omitted).toBe(7);
    expect(columns).toBe(8);
  });
});
