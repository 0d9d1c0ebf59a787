import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Check } from '../../validation/check.ts';
import { allChecks, NOT_YET } from '../../validation/checks/all-checks.ts';
import { formatFigure } from '../../validation/format-figure.ts';
import { projectRoot } from '../../validation/project-root.ts';
import { replaceBlock } from '../../validation/replace-block.ts';
import { markdownTable } from '../../validation/table.ts';
import { verdict } from '../../validation/verdict.ts';

const check: Check = {
  name: 'a/b',
  title: 'A thing',
  source: 'a paper',
  exercised: 'core',
  figures: [
    { quantity: 'mean, ms', expected: 430, tolerance: { kind: 'relative', by: 0.02 } },
    { quantity: 'distance', expected: 0, tolerance: { kind: 'below', by: 0.21 } },
  ],
  trials: { full: 1, short: 1 },
  simulate: () => [],
};
const tableOf = (values: readonly number[]): string =>
  markdownTable(
    [{ check, verdicts: check.figures.map((figure, i) => verdict(figure, { value: values[i] })), wallSeconds: 1 }],
    ['a later thing'],
  );

describe('the table', () => {
  it('has a row for each figure, and what is missing', () => {
    expect(
      tableOf([433.04, 0.19]),
    ).toBe(`| What | Figure | Source | Expected | Simulated | Tolerance | Verdict | Exercised |
| --- | --- | --- | --- | --- | --- | --- | --- |
| A thing | mean, ms | a paper | 430 | 433 | ±2 % | pass | core |
| A thing | distance | a paper | < 0.21 | 0.19 | below | pass | core |

Not yet expressible, and so not checked:

- a later thing`);
  });

  it('shows both sides of a band', () => {
    const figure = { quantity: 'mean', expected: 2, tolerance: { kind: 'band', below: 0.01, above: 0.06 } } as const;
    const verdicts = [verdict(figure, { value: 2.1 })];
    expect(markdownTable([{ check, verdicts, wallSeconds: 1 }], [])).toContain('| 2 | 2.1 | −1…+6 % | pass |');
  });

  it('shows what failed', () => {
    expect(tableOf([500, 0.3]).match(/\*\*FAIL\*\*/g)).toHaveLength(2);
  });

  it('stands in the README, with a row for each figure and nothing red', () => {
    const readme = readFileSync(join(projectRoot(), 'README.md'), 'utf8');
    const block = /<!-- truth:begin -->([\s\S]*)<!-- truth:end -->/.exec(readme)?.[1] ?? '';
    const rows = block
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .slice(2);
    expect(rows).toHaveLength(allChecks.flatMap(({ figures }) => figures).length);
    expect(rows.filter((row) => !row.includes('| pass |'))).toEqual([]);
    for (const item of NOT_YET) expect(block).toContain(item);
  });
});

describe('figures', () => {
  it.each([
    [430, '430'],
    [409.501, '409.5'],
    [0.0052921, '0.005292'],
    [0.999702, '0.999702'],
    [0.999990149, '0.999990149'],
    [0.9755859375, '0.9756'],
    [31.536, '31.54'],
    [0, '0'],
  ])('%d is %s', (value, text) => expect(formatFigure(value)).toBe(text));
});

describe('replaceBlock', () => {
  const text = 'a\n<!-- x:begin -->\nold\n<!-- x:end -->\nb\n';

  it('replaces what lies between the marks', () => {
    expect(replaceBlock(text, 'x', 'new')).toBe('a\n<!-- x:begin -->\nnew\n<!-- x:end -->\nb\n');
  });

  it('refuses a text without them', () => {
    expect(() => replaceBlock(text, 'y', 'new')).toThrow('y:begin');
  });
});
