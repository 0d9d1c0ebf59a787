import { describe, expect, it } from 'vitest';
import { widthOf } from '../../src/cli/terminal.ts';

const stream = (columns: number | undefined) => ({ columns }) as NodeJS.WriteStream;

describe('widthOf', () => {
  it.each([
    [undefined, 80],
    [0, 80],
    [10, 40],
    [100, 100],
    [400, 120],
  ])('a terminal of %s columns: %i', (columns, width) => {
    expect(widthOf(stream(columns))).toBe(width);
  });
});
