import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartToCsv } from '../../src/report/chart-to-csv.ts';

/** RFC 4180, strictly: quotes double, lines end in CRLF. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let field = '';
    if (text[at] === '"') {
      at++;
      while (!(text[at] === '"' && text[at + 1] !== '"')) {
        if (at >= text.length) throw new Error('unclosed quote');
        field += text[at];
        at += text[at] === '"' ? 2 : 1;
      }
      at++;
    } else {
      while (text[at] !== ',' && text[at] !== '\r' && at < text.length) field += text[at++];
    }
    row.push(field);
    if (text[at] === ',') at++;
    else {
      if (text.slice(at, at + 2) !== '\r\n') throw new Error(`no CRLF at ${at}`);
      at += 2;
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

describe('chartToCsv', () => {
  it('quotes what needs it, leaves numbers alone and missing values empty', () => {
    const csv = chartToCsv({
      columns: ['name', 'value', 'none'],
      rows: [
        { name: 'plain', value: -1.5, none: null },
        { name: 'a "b", c\nd', value: 2, none: null },
      ],
    });
    expect(csv).toBe('name,value,none\r\nplain,-1.5,\r\n"a ""b"", c\nd",2,\r\n');
  });

  it.each(['=1+1', '+x', '-x', '@SUM(A1)', '\tx', '\rx'])('defuses %j', (text) => {
    const [, [field]] = parseCsv(chartToCsv({ columns: ['a'], rows: [{ a: text }] }));
    expect(field).toBe(`'${text}`);
  });

  it('comes back as it went', () => {
    const text = fc.string({ unit: 'binary' }).filter((value) => !/^[=+\-@\t\r]/.test(value));
    const rows = fc.array(fc.record({ a: text, b: fc.integer() }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(rows, (drawn) => {
        const [header, ...back] = parseCsv(chartToCsv({ columns: ['a', 'b'], rows: drawn }));
        expect(header).toEqual(['a', 'b']);
        expect(back).toEqual(drawn.map(({ a, b }) => [a, String(b)]));
      }),
      { seed: 4, numRuns: 150 },
    );
  });
});
