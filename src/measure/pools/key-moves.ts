/**
 * How many keys move to another server when the list of servers changes: what consistent hashing is about (Karger et
 * al., STOC 1997, call it monotonicity and spread). Told from who answered which key, without asking the balancer.
 *
 * A key is looked at once for each list under which it was answered again: its last server under that list against its
 * last one under the list before. The last, since callers hear of a change later than others. Keys that nobody asks for
 * are not seen, and a retry that went elsewhere counts as a move. Beside it, how often a key came back to the same
 * server while the list stood still: a balancer that does not go by keys shows there.
 *
 * Memory is bounded: beyond `KEYS_MAX` keys, those whose hash ends in one more zero bit are followed.
 */
import type { NodeId } from '../../kernel/observation.ts';
import type { KeyMoves } from '../result.ts';

export const KEYS_MAX = 4096;

interface Followed {
  /** The list under which `server` was the last to answer. */
  list: number;
  server: NodeId;
  /** The last to answer under an earlier list; −1: there was none. */
  before: NodeId;
}

export interface KeyMoveLog {
  /** The list of servers is another one from now on. */
  changed(): void;
  /** `key` is a hash: an integer in [0, 2³²). */
  answered(key: number, server: NodeId): void;
  /** To be called once. */
  finish(): KeyMoves;
}

export function createKeyMoveLog(keysMax = KEYS_MAX): KeyMoveLog {
  const keys = new Map<number, Followed>();
  let mask = 0;
  let list = 0;
  let followed = 0;
  let moved = 0;
  let repeated = 0;
  let same = 0;

  const judge = ({ server, before }: Followed): void => {
    if (before < 0) return;
    followed++;
    if (server !== before) moved++;
  };
  const thin = (): void => {
    mask = mask * 2 + 1;
    for (const key of keys.keys()) if ((key & mask) !== 0) keys.delete(key);
  };

  return {
    changed() {
      list++;
    },
    answered(key, server) {
      if ((key & mask) !== 0) return;
      const of = keys.get(key);
      if (of === undefined) {
        keys.set(key, { list, server, before: -1 });
        while (keys.size > keysMax) thin();
        return;
      }
      if (of.list === list) {
        repeated++;
        if (of.server === server) same++;
      } else {
        judge(of);
        of.before = of.server;
        of.list = list;
      }
      of.server = server;
    },
    finish() {
      for (const of of keys.values()) judge(of);
      return { followed, moved, repeated, same };
    },
  };
}
