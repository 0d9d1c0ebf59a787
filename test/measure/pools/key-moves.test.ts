import { describe, expect, it } from 'vitest';
import { createKeyMoveLog } from '../../../src/measure/pools/key-moves.ts';

describe('key moves', () => {
  it('compares the last server under one list with the last under the one before', () => {
    const log = createKeyMoveLog();
    for (const key of [1, 2, 3]) log.answered(key, 7);
    log.changed();
    log.answered(1, 7); // this caller has not heard of the change yet
    log.answered(1, 8);
    log.answered(2, 7);
    expect(log.finish()).toEqual({ followed: 2, moved: 1, repeated: 1, same: 0 });
  });

  it('looks at a key once for each list under which it was asked for', () => {
    const log = createKeyMoveLog();
    const servers = [1, 1, 2, 2, 1];
    for (const server of servers) {
      log.answered(5, server);
      log.changed();
      log.changed();
    }
    expect(log.finish()).toEqual({ followed: 4, moved: 2, repeated: 0, same: 0 });
  });

  it('sees affinity while the list stands still', () => {
    const log = createKeyMoveLog();
    for (const server of [1, 1, 1, 2]) log.answered(9, server);
    expect(log.finish()).toEqual({ followed: 0, moved: 0, repeated: 3, same: 2 });
  });

  it('finds 1/n of the keys moved by a modulus that hashes well, from a sample of bounded size', () => {
    const log = createKeyMoveLog(500);
    let state = 1;
    const keys = Array.from({ length: 20_000 }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return (state ^ (state >>> 15)) >>> 0;
    });
    const server = (key: number, n: number): number => (key / 2 ** 32 < 1 / n ? n : 0);
    for (const key of keys) log.answered(key, server(key, 1_000_000));
    log.changed();
    for (const key of keys) log.answered(key, server(key, 4));
    const { followed, moved } = log.finish();
    expect(followed).toBeGreaterThan(200);
    expect(followed).toBeLessThanOrEqual(500);
    expect(moved / followed).toBeGreaterThan(0.18);
    expect(moved / followed).toBeLessThan(0.32);
  });
});
