import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCompareJournal } from '../../../src/node/compare/compare-journal.ts';

const KEY = { version: '1', sha256: 'ab', settings: '[]' };
const run = (variant: number, seed: number) => ({ variant, seed, wallSeconds: 0.5, metrics: { m: seed / 10 } });
const fresh = () => join(mkdtempSync(join(tmpdir(), 'fivenines-')), 'runs.jsonl');

describe('the journal of a comparison', () => {
  it('gives back what was appended, by the values of the variant, and survives a torn last line', () => {
    const file = fresh();
    const first = openCompareJournal(file, KEY, ['a', 'b'], false);
    expect(first.known).toEqual([]);
    for (const each of [run(0, 1), run(1, 1), run(1, 2)]) first.append(each);
    appendFileSync(file, '{"variant":"a","se');
    expect(openCompareJournal(file, KEY, ['a', 'b'], true).known).toEqual([run(0, 1), run(1, 1), run(1, 2)]);
    // Another grid that has b in another place.
    expect(openCompareJournal(file, KEY, ['x', 'y', 'b'], true).known).toEqual([run(2, 1), run(2, 2)]);
    // Nothing was lost by that.
    expect(openCompareJournal(file, KEY, ['a'], true).known).toEqual([run(0, 1)]);
  });

  it('starts anew without resume, for another file and for other settings', () => {
    for (const [key, resume] of [
      [KEY, false],
      [{ ...KEY, sha256: 'cd' }, true],
      [{ ...KEY, settings: '[1]' }, true],
      [{ ...KEY, version: '2' }, true],
    ] as const) {
      const file = fresh();
      openCompareJournal(file, KEY, ['a'], false).append(run(0, 1));
      expect(openCompareJournal(file, key, ['a'], resume).known).toEqual([]);
      expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(2);
    }
  });

  it('takes a file of something else for none', () => {
    const file = fresh();
    writeFileSync(file, '{"fivenines":"runs"}\n{"seed":1}\n');
    expect(openCompareJournal(file, KEY, ['a'], true).known).toEqual([]);
  });
});
