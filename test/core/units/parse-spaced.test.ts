import { describe, expect, it } from 'vitest';
import { parseSpaced } from '../../../src/core/units/parse-spaced.ts';

describe('evenly spaced values', () => {
  it.each([
    ['1000/s..9000/s:9', Array.from({ length: 9 }, (_, i) => `${(i + 1) * 1000}/s`)],
    ['10..50:5', ['10', '20', '30', '40', '50']],
    ['0.1..0.5:5', ['0.1', '0.2', '0.3', '0.4', '0.5']],
    ['10%..90%:3', ['10%', '50%', '90%']],
    ['2 ms .. 1 ms : 3', ['2 ms', '1.5 ms', '1 ms']],
    ['-5ms..5ms:2', ['-5ms', '5ms']],
    ['1_000..2_000:2', ['1000', '2000']],
  ])('%s', (text, value) => {
    expect(parseSpaced(text)).toEqual({ ok: true, value });
  });

  it.each(['1s..2s', 'raft', '5', 'a:b', '[1..2:3]x', ''])('leaves %j to others', (text) => {
    expect(parseSpaced(text)).toBeUndefined();
  });

  it.each([
    ['1s..500ms:3', /the same unit/],
    ['1h30m..2h30m:3', /one number and one unit/],
    ['a..b:3', /one number and one unit/],
    ['1s..2s:1', /2 to 1000 values, not 1$/],
    ['1s..2s:99999', /not 99999/],
    ['1s..1s:3', /both ends of "1s..1s:3" are the same/],
  ])('refuses %s', (text, message) => {
    expect(parseSpaced(text)).toEqual({ ok: false, message: expect.stringMatching(message) });
  });
});
