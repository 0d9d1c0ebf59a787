import { describe, expect, it } from 'vitest';
import { CSV_LIMITS, readCsv } from '../../src/scenario/files/read-csv.ts';
import { createReporter } from '../../src/scenario/problems/reporter.ts';

const NUMBER = {
  what: 'a number',
  parse: (text: string) =>
    /^\d+$/.test(text) ? { ok: true as const, value: Number(text) } : { ok: false as const, message: `no: ${text}` },
};

const read = (text: string, columns = 1) => {
  const reporter = createReporter();
  const rows = readCsv('x.csv', text, Array(columns).fill(NUMBER), reporter);
  const problems = reporter.problems.map(({ line, column, length, message }) => ({ line, column, length, message }));
  return { rows: rows?.map(({ values }) => values), problems };
};

describe('readCsv', () => {
  it('skips a header, comments, blank lines and a byte order mark, and trims fields', () => {
    expect(read('\uFEFFtime, rate\r\n# said who\r\n1, "2"\r\n\r\n 3 ,4\r\n', 2).rows).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('takes a header only at the top', () => {
    expect(read('time\n1\nlater\n').problems).toEqual([{ line: 3, column: 1, length: 5, message: 'no: later' }]);
  });

  it('points at the field that is wrong', () => {
    expect(read('1,2\n3, x\n', 2).problems).toEqual([{ line: 2, column: 4, length: 1, message: 'no: x' }]);
  });

  it('says so when columns are missing or there is nothing', () => {
    expect(read('1,2\n3\n', 2).problems).toMatchObject([{ line: 2, message: 'this row has one column' }]);
    expect(read('').problems).toMatchObject([{ line: 1, column: 1, message: 'the file has no rows' }]);
  });

  it('stops after a few problems', () => {
    expect(read('1\n'.concat('x\n'.repeat(1000))).problems).toHaveLength(CSV_LIMITS.problems);
  });
});
