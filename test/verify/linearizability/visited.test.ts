import { describe, expect, it } from 'vitest';
import { createVisited } from '../../../src/verify/linearizability/visited.ts';

describe('visited configurations', () => {
  it('are compared exactly, whatever their hashes', () => {
    const visited = createVisited(1000);
    // Two words for what returned, one for the rest.
    const add = (state: number, ...bits: number[]) => visited.add(7, state, Uint32Array.from(bits), 0, 2, 2);
    expect(add(1, 5, 6, 7)).toBe('new');
    expect(add(1, 5, 6, 7)).toBe('known');
    expect(add(2, 5, 6, 7)).toBe('new');
    expect(add(1, 4, 6, 7)).toBe('new');
    expect(add(1, 5, 4, 7)).toBe('new');
    expect(add(1, 5, 6, 4)).toBe('new');
    expect(visited.add(7, 1, Uint32Array.from([5, 6, 7]), 0, 1, 2)).toBe('new');
    expect(visited.size()).toBe(6);
  });

  it('are found again among many, up to a limit', () => {
    const visited = createVisited(10_000);
    const bits = (i: number) => Uint32Array.from([i, 0xffffffff]);
    for (let i = 0; i < 10_000; i++) expect(visited.add(i * 31, i, bits(i), 0, 1, 1)).toBe('new');
    for (let i = 0; i < 10_000; i++) expect(visited.add(i * 31, i, bits(i), 0, 1, 1)).toBe('known');
    expect(visited.add(1, 1, bits(3), 0, 1, 1)).toBe('full');
  });
});
