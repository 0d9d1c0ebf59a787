/** The invariants over votes and ballots. */
import { describe, expect, it } from 'vitest';
import { ballotMonotonicity } from '../../src/verify/ballot-monotonicity.ts';
import { monotonicTerm } from '../../src/verify/monotonic-term.ts';
import { oneValuePerBallot } from '../../src/verify/one-value-per-ballot.ts';
import { oneVotePerTerm } from '../../src/verify/one-vote-per-term.ts';
import { promiseKept } from '../../src/verify/promise-kept.ts';
import type { Script } from '../measure/script.ts';
import { check } from './check.ts';

const vote = (script: Script, at: number, node: number, term: number, candidate: number, granted = true) =>
  script.protocol(at, node, { type: 'vote', term, candidate, granted });
const promise = (script: Script, at: number, node: number, term: number, proposer = 1) =>
  script.protocol(at, node, { type: 'promise', term, proposer });
const accept = (script: Script, at: number, node: number, slot: number, ballot: number, value = 1) =>
  script.log(at, node, 'append', slot, ballot, value);
const newLife = (script: Script, at: number, node: number, wiped = false): void => {
  script.node(at, node, 'crash');
  if (wiped) script.node(at, node, 'wipe');
  script.node(at, node, 'restart');
};

describe('one vote per term', () => {
  it('accepts the same vote again, refusals, other terms, and a vote that never left', () => {
    const told = check(oneVotePerTerm, (script) => {
      vote(script, 1, 0, 1, 1);
      promise(script, 1, 0, 1, 1);
      vote(script, 2, 0, 1, 1);
      vote(script, 2, 0, 1, 2, false);
      vote(script, 3, 0, 2, 2);
      newLife(script, 4, 0);
      vote(script, 5, 0, 2, 1);
      promise(script, 5, 0, 2, 1);
      script.role(6, 1, 'candidate', 2);
      promise(script, 6, 1, 2, 1);
    });
    expect(told).toEqual([]);
  });

  it('reports a second candidate within a life, though nothing was durable yet', () => {
    const told = check(oneVotePerTerm, (script) => {
      vote(script, 1, 0, 3, 1);
      vote(script, 2, 0, 3, 2);
      script.role(3, 1, 'candidate', 4);
      vote(script, 4, 1, 4, 0);
    });
    expect(told).toEqual([
      'store: n1 voted in term 3 for process 1, then for process 2',
      'store: n2 voted in term 4 for n2, then for n1',
    ]);
  });

  it('reports a promise that a restart forgot, unless the disk was replaced', () => {
    const told = (wiped: boolean) =>
      check(oneVotePerTerm, (script) => {
        vote(script, 1, 0, 3, 1);
        promise(script, 2, 0, 3, 1);
        newLife(script, 3, 0, wiped);
        vote(script, 4, 0, 3, 2);
      });
    expect(told(false)).toEqual(['store: n1 voted in term 3 for process 1, then for process 2']);
    expect(told(true)).toEqual([]);
  });
});

describe('monotonic term', () => {
  it('holds a restarted process to the terms of its promises', () => {
    const told = check(monotonicTerm, (script) => {
      promise(script, 1, 0, 5);
      newLife(script, 2, 0);
      script.protocol(2, 0, { type: 'recovered', integrity: 'clean', term: 4, lastIndex: 0 });
    });
    expect(told).toEqual(['store: n1 recovered term 4 after term 5']);
  });
});

describe('promises kept', () => {
  it('accepts the promised ballot, higher ones, and old acceptances told anew after a restart', () => {
    const told = check(promiseKept, (script) => {
      accept(script, 1, 0, 1, 2);
      promise(script, 2, 0, 5);
      accept(script, 3, 0, 2, 5);
      accept(script, 3, 0, 1, 7);
      promise(script, 4, 0, 9);
      newLife(script, 5, 0);
      script.log(5, 0, 'truncate', 1);
      accept(script, 5, 0, 1, 7);
      accept(script, 5, 0, 2, 5);
      script.role(5, 0, 'follower', 9);
      accept(script, 6, 0, 2, 9);
      accept(script, 6, 1, 3, 1);
    });
    expect(told).toEqual([]);
  });

  it('reports a lower ballot, across restarts too, unless the disk was replaced', () => {
    const told = (wiped: boolean) =>
      check(promiseKept, (script) => {
        promise(script, 1, 0, 5);
        newLife(script, 2, 0, wiped);
        script.role(2, 0, 'follower', 5);
        accept(script, 3, 0, 1, 4);
      });
    expect(told(false)).toEqual(['store: n1 accepted slot 1 in ballot 4 after it had promised ballot 5']);
    expect(told(true)).toEqual([]);
  });
});

describe('ballot monotonicity', () => {
  it('accepts ballots that rise or stay', () => {
    const told = check(ballotMonotonicity, (script) => {
      for (const ballot of [2, 2, 5]) promise(script, 1, 0, ballot);
      for (const ballot of [2, 2, 5]) accept(script, 1, 0, 1, ballot);
      accept(script, 2, 0, 2, 3);
      promise(script, 2, 1, 1);
      newLife(script, 3, 0, true);
      promise(script, 4, 0, 1);
      accept(script, 4, 0, 1, 1);
    });
    expect(told).toEqual([]);
  });

  it('accepts a last acceptance that a crash undid', () => {
    const told = check(ballotMonotonicity, (script) => {
      accept(script, 1, 0, 1, 7);
      newLife(script, 2, 0);
      accept(script, 2, 0, 1, 4);
      script.role(2, 0, 'follower', 7);
      accept(script, 3, 0, 1, 8);
    });
    expect(told).toEqual([]);
  });

  it('reports a promise, and an acceptance, that goes back', () => {
    const told = check(ballotMonotonicity, (script) => {
      promise(script, 1, 0, 5);
      newLife(script, 2, 0);
      script.role(2, 0, 'follower', 5);
      promise(script, 3, 0, 4);
      accept(script, 4, 0, 1, 7);
      accept(script, 4, 0, 1, 6);
    });
    expect(told).toEqual([
      'store: n1 promised ballot 4 after ballot 5',
      'store: n1 accepted slot 1 in ballot 6 after ballot 7',
    ]);
  });
});

describe('one value per ballot', () => {
  it('reports two, and only within a slot and a ballot', () => {
    const told = check(oneValuePerBallot, (script) => {
      accept(script, 1, 0, 1, 1, 7);
      accept(script, 1, 1, 1, 1, 7);
      accept(script, 1, 1, 1, 2, 8);
      accept(script, 1, 1, 2, 1, 8);
      accept(script, 2, 2, 1, 1, 8);
    });
    expect(told).toEqual(['store: two values for slot 1 in ballot 1, one of them accepted by n3']);
  });
});
