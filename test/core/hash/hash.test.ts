import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mix32 } from '../../../src/core/hash/mix32.ts';
import { murmur3 } from '../../../src/core/hash/murmur3.ts';

describe('murmur3', () => {
  it.each([
    ['', 0, 0],
    ['', 1, 0x514e28b7],
    ['', 0xffffffff, 0x81f16f39],
    ['test', 0, 0xba6bd213],
    ['test', 0x9747b28c, 0x704b81dc],
    ['a', 0x9747b28c, 0x7fa09ea6],
    ['aa', 0x9747b28c, 0x5d211726],
    ['aaa', 0x9747b28c, 0x283e0130],
    ['aaaa', 0x9747b28c, 0x5a97808a],
    ['Hello, world!', 0, 0xc0363e43],
    ['Hello, world!', 0x9747b28c, 0x24884cba],
    ['The quick brown fox jumps over the lazy dog', 0, 0x2e4ff723],
    ['ππππππππ', 0x9747b28c, 0xd58063c1],
  ])('%j with seed %i is that of the reference implementation', (text, seed, expected) => {
    expect(murmur3(text, seed)).toBe(expected);
  });
});

describe('mix32', () => {
  it('is a whole number below 2³², the same for words that are equal modulo 2³²', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), (word) => {
        const hash = mix32(word);
        return Number.isInteger(hash) && hash >= 0 && hash < 2 ** 32 && mix32(word + 2 ** 32) === hash;
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('has no collisions', () => {
    expect(new Set(Array.from({ length: 50_000 }, (_, word) => mix32(word))).size).toBe(50_000);
  });

  it('changes half of the bits, whichever bit of the input changes', () => {
    for (let bit = 0; bit < 32; bit++) {
      let changed = 0;
      for (let word = 1; word <= 400; word++) {
        for (let rest = mix32(word) ^ mix32(word ^ (1 << bit)); rest !== 0; rest &= rest - 1) changed++;
      }
      expect(changed / 400).toBeGreaterThan(15);
      expect(changed / 400).toBeLessThan(17);
    }
  });
});
