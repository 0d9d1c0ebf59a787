import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../src/scenario/problems/format-problem.ts';
import type { Problem } from '../../src/scenario/problems/problem.ts';

const problem: Problem = {
  code: 'unknown-key',
  file: 'a.yaml',
  line: 12,
  column: 3,
  length: 5,
  message: 'unknown key "nodez"',
  suggestion: '"nodes"',
  sourceLine: '  nodez: 3',
};

describe('formatProblem', () => {
  it('quotes the line with a caret', () => {
    expect(formatProblem(problem, { color: false })).toBe(
      ['a.yaml:12:3: unknown key "nodez"', ' 12 |   nodez: 3', '    |   ^^^^^', '    = did you mean "nodes"?'].join(
        '\n',
      ),
    );
  });

  it('has the same text in colour', () => {
    const colored = formatProblem(problem, { color: true });
    expect(colored).toContain('\u001b[31m');
    const colors = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
    expect(colored.replace(colors, '')).toBe(formatProblem(problem, { color: false }));
  });

  it('cuts long lines around the mark', () => {
    const sourceLine = `${'x'.repeat(500)}HERE${'y'.repeat(500)}`;
    const text = formatProblem({ ...problem, sourceLine, column: 501, length: 4 }, { color: false });
    const [, quoted, caret] = text.split('\n');
    expect(quoted.length).toBeLessThan(130);
    expect(quoted.indexOf('HERE')).toBe(caret.indexOf('^'));
  });

  it('lets no control character reach a terminal', () => {
    const hostile = { ...problem, file: 'a\u001b[2J.yaml', message: 'b\u0007\n\u202e', sourceLine: '\u009b31m\tz' };
    const text = formatProblem(hostile, { color: false });
    expect(text).not.toMatch(/(?!\n)\p{Cc}|\p{Cf}/u);
    expect(text.split('\n')).toHaveLength(4);
  });
});
