import { describe, expect, it } from 'vitest';
import { labelFiles } from '../../src/cli/label-files.ts';
import { STANDARD_INPUT } from '../../src/node/load-scenario.ts';

describe('labelFiles', () => {
  it.each([
    [
      ['scenarios/a.yaml', '/tmp/b.yml'],
      ['a', 'b'],
    ],
    [
      ['p/x.yaml', 'q/x.yaml', 'y.yaml'],
      ['p-x', 'q-x', 'y'],
    ],
    [
      ['r/p/x.yaml', 's/p/x.yaml'],
      ['r-p-x', 's-p-x'],
    ],
    [['x.yaml', 'x.yml'].map((name) => `/${name}`), ['x-1', 'x-2']],
    [
      [STANDARD_INPUT, 'a.yaml'],
      ['scenario', 'a'],
    ],
  ])('%j', (files, labels) => {
    expect(labelFiles(files)).toEqual(labels);
  });

  it('tells names with dashes from folders', () => {
    const labels = labelFiles(['p/x.yaml', 'q/x.yaml', 'p-x.yaml']);
    expect(new Set(labels).size).toBe(3);
  });

  it('refuses a file that is named twice', () => {
    expect(() => labelFiles(['a.yaml', 'b/../a.yaml'])).toThrow('b/../a.yaml is named twice');
  });
});
