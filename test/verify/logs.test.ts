/** The invariants over the entries of a contiguous log: traces that nearly break each, and some that do. */
import { describe, expect, it } from 'vitest';
import type { Membership } from '../../src/algorithms/protocol-event.ts';
import { commitQuorum } from '../../src/verify/commit-quorum.ts';
import { leaderAppendOnly } from '../../src/verify/leader-append-only.ts';
import { leaderCompleteness } from '../../src/verify/leader-completeness.ts';
import { logMatching } from '../../src/verify/log-matching.ts';
import { monotonicCommit } from '../../src/verify/monotonic-commit.ts';
import { quorumIntersection } from '../../src/verify/quorum-intersection.ts';
import type { Script } from '../measure/script.ts';
import { check } from './check.ts';

/** One life begins: nothing on the disk but what a snapshot up to `base` stands for, then entries with these terms. */
function boot(script: Script, at: number, node: number, base = 0, terms: readonly number[] = []): void {
  script.log(at, node, 'truncate', base + 1);
  terms.forEach((term, i) => {
    script.log(at, node, 'append', base + 1 + i, term, term * 100 + base + 1 + i);
  });
}
const append = (script: Script, at: number, node: number, index: number, term: number) =>
  script.log(at, node, 'append', index, term, term * 100 + index);
const restart = (script: Script, at: number, node: number, base: number, terms: readonly number[]) => {
  script.node(at, node, 'crash');
  script.node(at, node, 'restart');
  boot(script, at, node, base, terms);
};
const installed = (script: Script, at: number, node: number, index: number, term: number) => {
  script.protocol(at, node, { type: 'snapshot', action: 'installed', index, term });
  script.log(at, node, 'truncate', index + 1);
};
const members = (voters: number[], outgoing: number[] = []): Membership => ({ voters, outgoing, learners: [] });
const membership = (script: Script, at: number, node: number, index: number, m: Membership, committed = false) =>
  script.protocol(at, node, { type: 'membership', index, membership: m, committed });

describe('leader append-only', () => {
  it('lets a leader append, and a follower or a former leader cut its log', () => {
    const told = check(leaderAppendOnly, (script) => {
      boot(script, 0, 0);
      script.role(1, 0, 'leader', 1);
      for (const index of [1, 2, 3]) append(script, 2, 0, index, 1);
      script.role(3, 0, 'follower', 2);
      script.log(4, 0, 'truncate', 2);
      append(script, 4, 0, 2, 2);
      script.role(5, 0, 'leader', 3);
      append(script, 5, 0, 3, 3);
      restart(script, 6, 0, 0, [1]);
    });
    expect(told).toEqual([]);
  });

  it('reports a leader that deletes, and one that overwrites', () => {
    const told = check(leaderAppendOnly, (script) => {
      script.role(1, 0, 'leader', 1);
      for (const index of [1, 2, 3]) append(script, 2, 0, index, 1);
      script.log(3, 0, 'truncate', 2);
      append(script, 4, 0, 1, 1);
    });
    expect(told).toEqual([
      'store: n1 leads and deleted its entries 2 to 3',
      'store: n1 leads and overwrote its entry 1, its last being 1',
    ]);
  });
});

describe('log matching', () => {
  it('accepts logs that part and are repaired, restarts and snapshots', () => {
    const told = check(logMatching, (script) => {
      boot(script, 0, 0, 0, [1, 1, 2]);
      boot(script, 0, 1, 0, [1, 1, 3]);
      script.log(1, 0, 'truncate', 3);
      append(script, 1, 0, 3, 3);
      restart(script, 2, 0, 2, [3]);
      installed(script, 3, 2, 3, 3);
      append(script, 4, 2, 4, 3);
      append(script, 4, 0, 4, 3);
    });
    expect(told).toEqual([]);
  });

  it('reports two commands at one position', () => {
    const told = check(logMatching, (script) => {
      script.log(1, 0, 'append', 1, 1, 5);
      script.log(2, 1, 'append', 1, 1, 6);
    });
    expect(told).toEqual(['store: two commands at index 1 in term 1, one of them in the log of n2']);
  });

  it('reports equal entries behind different ones', () => {
    const told = check(logMatching, (script) => {
      boot(script, 0, 0, 0, [1, 2, 4]);
      boot(script, 0, 1, 0, [1, 3, 4]);
    });
    expect(told).toEqual([
      'store: two logs have term 4 at index 3, and before it term 2 in one log, term 3 in that of n2',
    ]);
  });

  it('knows the term that a snapshot ends with, and not that of a base found on disk', () => {
    const behind = (start: (script: Script) => void) =>
      check(logMatching, (script) => {
        boot(script, 0, 0, 0, [1, 2, 4]);
        start(script);
        append(script, 2, 1, 3, 4);
      });
    expect(behind((script) => installed(script, 1, 1, 2, 3))).toHaveLength(1);
    expect(behind((script) => installed(script, 1, 1, 2, 2))).toEqual([]);
    expect(behind((script) => restart(script, 1, 1, 2, []))).toEqual([]);
  });

  it('reports terms that fall along a log', () => {
    expect(check(logMatching, (script) => boot(script, 0, 1, 0, [3, 2]))).toEqual([
      'store: n2 has term 2 at index 2, behind term 3',
    ]);
  });
});

describe('leader completeness', () => {
  /** n1 leads in term 1 and commits two entries. */
  const committed = (script: Script) => {
    script.role(1, 0, 'leader', 1);
    append(script, 1, 0, 1, 1);
    append(script, 1, 0, 2, 1);
    script.log(2, 0, 'commit', 2);
  };

  it('accepts later leaders that hold what was committed, or have it in a snapshot', () => {
    const told = check(leaderCompleteness, (script) => {
      committed(script);
      boot(script, 2, 1, 0, [1, 1]);
      script.role(3, 1, 'leader', 2);
      installed(script, 4, 2, 7, 2);
      script.role(5, 2, 'leader', 3);
    });
    expect(told).toEqual([]);
  });

  it('accepts a leader of an earlier term whose votes came late', () => {
    const told = check(leaderCompleteness, (script) => {
      script.role(1, 0, 'leader', 4);
      append(script, 1, 0, 1, 4);
      script.log(2, 0, 'commit', 1);
      boot(script, 2, 1);
      script.role(3, 1, 'leader', 3);
    });
    expect(told).toEqual([]);
  });

  it('reports a later leader that lacks it, or has another entry there', () => {
    const told = check(leaderCompleteness, (script) => {
      committed(script);
      boot(script, 2, 1, 0, [1]);
      script.role(3, 1, 'leader', 2);
      boot(script, 3, 2, 0, [1, 2]);
      script.role(4, 2, 'leader', 3);
    });
    expect(told).toEqual([
      'store: n2 leads in term 2 without index 2 of term 1, which n1 knew to be committed: its log ends at index 1',
      'store: n3 leads in term 3 without index 2 of term 1, which n1 knew to be committed: its log has term 2 there',
    ]);
  });

  it('says nothing of replicas that do not tell their logs', () => {
    const told = check(leaderCompleteness, (script) => {
      committed(script);
      script.role(3, 1, 'leader', 2);
    });
    expect(told).toEqual([]);
  });
});

describe('monotonic commit', () => {
  it('accepts a rise, and a new life further down', () => {
    const told = check(monotonicCommit, (script) => {
      for (const index of [1, 4, 9]) script.log(1, 0, 'commit', index);
      script.log(1, 1, 'commit', 3);
      script.node(2, 0, 'restart');
      script.log(2, 0, 'commit', 5);
    });
    expect(told).toEqual([]);
  });

  it('reports a fall', () => {
    const told = check(monotonicCommit, (script) => {
      script.log(1, 0, 'commit', 4);
      script.log(2, 0, 'commit', 3);
    });
    expect(told).toEqual(['store: n1 took its commit index from 4 back to 3']);
  });
});

describe('commit needs a quorum', () => {
  const lead = (script: Script, configuration = members([0, 1, 2])) => {
    for (const node of [0, 1, 2, 3, 4]) boot(script, 0, node);
    membership(script, 0, 0, 0, configuration, true);
    script.role(1, 0, 'leader', 1);
    append(script, 1, 0, 1, 1);
  };
  const commit = (script: Script) => script.log(3, 0, 'commit', 1);

  it('accepts a majority, dead or in a snapshot', () => {
    const told = check(commitQuorum, (script) => {
      lead(script);
      append(script, 2, 1, 1, 1);
      script.node(2, 1, 'crash');
      commit(script);
      lead(script, members([0, 1, 2, 3, 4]));
      installed(script, 2, 3, 5, 1);
      append(script, 2, 4, 1, 1);
      script.log(4, 0, 'commit', 1);
    });
    expect(told).toEqual([]);
  });

  it('does not count learners, other terms, or copies that were cut off', () => {
    const told = (copies: (script: Script) => void) =>
      check(commitQuorum, (script) => {
        lead(script);
        copies(script);
        commit(script);
      });
    expect(told((script) => append(script, 2, 3, 1, 1))).toHaveLength(1);
    expect(told((script) => append(script, 2, 1, 1, 2))).toHaveLength(1);
    expect(
      told((script) => {
        append(script, 2, 1, 1, 1);
        script.log(2, 1, 'truncate', 1);
      }),
    ).toEqual(['store: n1 committed index 1 of term 1, which only n1 of n1, n2, n3 had']);
  });

  it('needs both halves of a joint configuration', () => {
    const told = (...copies: number[]) =>
      check(commitQuorum, (script) => {
        lead(script, members([0, 3, 4], [0, 1, 2]));
        for (const node of copies) append(script, 2, node, 1, 1);
        commit(script);
      });
    expect(told(1, 3)).toEqual([]);
    expect(told(1, 2)).toHaveLength(1);
    expect(told(3, 4)).toHaveLength(1);
  });

  it('counts by the configuration in force, which is the last in the log', () => {
    const told = check(commitQuorum, (script) => {
      lead(script);
      append(script, 2, 1, 1, 1);
      membership(script, 2, 0, 2, members([0, 1, 2, 3]));
      commit(script);
    });
    expect(told).toEqual(['store: n1 committed index 1 of term 1, which only n1, n2 of n1, n2, n3, n4 had']);
  });

  it('forgets a configuration that was cut off', () => {
    const told = check(commitQuorum, (script) => {
      boot(script, 0, 0, 0, [1]);
      for (const node of [1, 2, 3]) boot(script, 0, node);
      membership(script, 0, 0, 0, members([0, 1, 2]), true);
      membership(script, 1, 0, 1, members([0, 1, 2, 3]));
      script.log(1, 0, 'truncate', 1);
      membership(script, 1, 0, 0, members([0, 1, 2]), true);
      script.role(2, 0, 'leader', 2);
      append(script, 2, 0, 1, 2);
      append(script, 2, 1, 1, 2);
      commit(script);
    });
    expect(told).toEqual([]);
  });

  it('counts a replica whose disk was replaced for what it held before, and no more', () => {
    const told = check(commitQuorum, (script) => {
      lead(script);
      append(script, 2, 1, 1, 1);
      script.node(2, 1, 'crash');
      script.node(2, 1, 'wipe');
      script.node(2, 1, 'restart');
      boot(script, 2, 1);
      commit(script);
      append(script, 4, 0, 2, 1);
      script.log(4, 0, 'commit', 2);
    });
    expect(told).toEqual(['store: n1 committed index 2 of term 1, which only n1 of n1, n2, n3 had']);
  });

  it('leaves followers alone: they are told', () => {
    const told = check(commitQuorum, (script) => {
      lead(script);
      membership(script, 1, 3, 0, members([0, 1, 2]), true);
      append(script, 2, 3, 1, 1);
      script.role(2, 3, 'follower', 1);
      script.log(3, 3, 'commit', 1);
    });
    expect(told).toEqual([]);
  });
});

describe('quorum intersection', () => {
  const change = (from: Membership, ...to: Membership[]) =>
    check(quorumIntersection, (script) => {
      membership(script, 0, 0, 0, from, true);
      script.role(1, 0, 'leader', 1);
      for (const [i, next] of to.entries()) membership(script, 2, 0, i + 1, next);
    });

  it('accepts one server at a time, and joint consensus', () => {
    expect(change(members([0, 1, 2]), members([0, 1, 2, 3]))).toEqual([]);
    expect(change(members([0, 1, 2, 3]), members([0, 1, 3]))).toEqual([]);
    expect(change(members([0, 1, 2]), members([3, 4], [0, 1, 2]))).toEqual([]);
    expect(change(members([3, 4], [0, 1, 2]), members([3, 4]))).toEqual([]);
  });

  it('reports a swap without a joint phase, and joint consensus that is left too soon', () => {
    expect(change(members([0, 1, 2]), members([0, 3, 4]))).toEqual([
      'store: n1 replaced {n1, n2, n3} of index 0 by {n1, n4, n5} at index 1: {n2, n3} and {n1, n4, n5} can decide apart',
    ]);
    expect(change(members([0, 1, 2]), members([0, 3, 4], [0, 1, 2]), members([0, 3, 4]))).toHaveLength(1);
  });

  it('reports two changes at once, whose majorities are apart', () => {
    expect(change(members([0, 1, 2]), members([0, 1]), members([0]))).toEqual([
      'store: n1 replaced {n1, n2, n3} of index 0 by {n1} at index 2: {n2, n3} and {n1} can decide apart',
    ]);
  });

  it('accepts the second change once the first is committed, and what followers see of both', () => {
    const told = check(quorumIntersection, (script) => {
      membership(script, 0, 0, 0, members([0, 1, 2]), true);
      script.role(1, 0, 'leader', 1);
      membership(script, 2, 0, 1, members([0, 1]));
      membership(script, 3, 0, 1, members([0, 1]), true);
      membership(script, 4, 0, 2, members([0]));
      script.role(1, 1, 'follower', 1);
      membership(script, 5, 1, 0, members([0, 1, 2]), true);
      membership(script, 5, 1, 1, members([0, 1]));
      membership(script, 5, 1, 2, members([0]));
    });
    expect(told).toEqual([]);
  });
});
