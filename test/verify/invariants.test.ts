import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRun } from '../../src/verify/check-run.ts';
import { durableAcknowledgement } from '../../src/verify/durable-acknowledgement.ts';
import { electionSafety } from '../../src/verify/election-safety.ts';
import { INVARIANTS } from '../../src/verify/invariants.ts';
import { monotonicApply } from '../../src/verify/monotonic-apply.ts';
import { monotonicTerm } from '../../src/verify/monotonic-term.ts';
import { stateMachineAgreement } from '../../src/verify/state-machine-agreement.ts';
import { createScript, type Script } from '../measure/script.ts';
import { check } from './check.ts';

const snapshot = (
  script: Script,
  at: number,
  node: number,
  index: number,
  action: 'installed' | 'taken' = 'installed',
) => script.protocol(at, node, { type: 'snapshot', action, index, term: 1 });
const recovered = (script: Script, at: number, node: number, term: number) =>
  script.protocol(at, node, { type: 'recovered', integrity: 'clean', term, lastIndex: 0 });
const acknowledge = (script: Script, at: number, index: number, term: number) =>
  script.operation('ok', at, at, { position: { index, term } });

describe('election safety', () => {
  it('accepts leaders of different terms, and one that announces itself twice', () => {
    const told = check(electionSafety, (script) => {
      script.role(1, 0, 'leader', 1);
      script.role(2, 0, 'leader', 1);
      script.role(3, 1, 'candidate', 1);
      script.role(4, 1, 'leader', 2);
    });
    expect(told).toEqual([]);
  });

  it('reports two leaders of one term, however far apart', () => {
    const told = check(electionSafety, (script) => {
      script.role(1, 0, 'leader', 1);
      script.role(2, 1, 'leader', 2);
      script.role(900, 2, 'leader', 1);
    });
    expect(told).toEqual(['store: n1 and n3 both led in term 1']);
  });

  it('does not mix services up', () => {
    const script = createScript();
    const run = checkRun(script.trace, { seed: 1, nodes: [], invariants: [electionSafety] });
    for (const service of ['a', 'b']) {
      const process = service === 'a' ? 0 : 1;
      const event = { type: 'role', role: 'leader', term: 1 } as const;
      script.trace.publish({ kind: 'protocol', time: 1, service, process, node: process, event });
    }
    expect(run.finish()).toEqual([]);
  });
});

describe('state-machine agreement', () => {
  it('accepts replicas that apply the same log at their own pace, replays included', () => {
    const told = check(stateMachineAgreement, (script) => {
      for (let index = 1; index <= 5; index++) script.apply(1, 0, index, 1, index);
      for (let index = 1; index <= 3; index++) script.apply(2, 1, index, 1, index);
      script.node(3, 1, 'restart');
      for (let index = 1; index <= 5; index++) script.apply(4, 1, index, 1, index);
      script.apply(5, 2, 5, 1, 5);
    });
    expect(told).toEqual([]);
  });

  it('reports another term, and another command of the same term', () => {
    const told = check(stateMachineAgreement, (script) => {
      script.apply(1, 0, 1, 1, 0xa);
      script.apply(1, 0, 2, 1, 0xb);
      script.apply(2, 1, 1, 2, 0xa);
      script.apply(2, 1, 2, 1, -1);
    });
    expect(told).toEqual([
      'store: at index 1, n2 applied term 2 digest a, n1 had applied term 1 digest a',
      'store: at index 2, n2 applied term 1 digest ffffffff, n1 had applied term 1 digest b',
    ]);
  });
});

describe('durable acknowledgement', () => {
  it('accepts acknowledged entries that everybody applies, also later or after a restart', () => {
    const told = check(durableAcknowledgement, (script) => {
      script.apply(1, 0, 1, 1);
      acknowledge(script, 1.1, 1, 1);
      acknowledge(script, 1.2, 2, 1);
      script.apply(2, 0, 2, 1);
      script.apply(3, 1, 1, 1);
      script.apply(4, 0, 3, 2);
      acknowledge(script, 5, 4, 2);
    });
    expect(told).toEqual([]);
  });

  it('reports an acknowledged entry that was replaced, whichever comes to light first', () => {
    expect(
      check(durableAcknowledgement, (script) => {
        acknowledge(script, 1, 1, 1);
        script.apply(2, 1, 1, 2);
      }),
    ).toEqual(['store: n2 applied term 2 at index 1, which was acknowledged in term 1']);
    expect(
      check(durableAcknowledgement, (script) => {
        script.apply(1, 1, 1, 2);
        acknowledge(script, 2, 1, 1);
      }),
    ).toEqual(['store: index 1 was acknowledged in term 1, where term 2 was applied']);
  });

  it('reports a log that cannot hold what was acknowledged further up', () => {
    const told = check(durableAcknowledgement, (script) => {
      script.apply(1, 0, 8, 1);
      script.apply(1, 0, 9, 1);
      acknowledge(script, 1, 9, 1);
      script.apply(2, 1, 8, 3);
    });
    expect(told).toEqual(['store: n2 applied term 3 at index 8, though index 9 was acknowledged in term 1']);
  });

  it('reports at the end what was acknowledged and passed over', () => {
    const told = check(durableAcknowledgement, (script) => {
      acknowledge(script, 1, 2, 1);
      script.apply(2, 0, 1, 1);
      script.apply(2, 0, 3, 1);
    });
    expect(told).toEqual(['store: index 2 was acknowledged in term 1 but never applied']);
  });

  it('reports what was passed over when it leaves the window too', () => {
    const told = check(durableAcknowledgement, (script) => {
      acknowledge(script, 1, 2, 1);
      script.apply(2, 0, 3, 1);
      script.apply(2, 0, 2 + 65_536, 1);
    });
    expect(told).toHaveLength(1);
  });
});

describe('monotonic apply', () => {
  it('accepts ascending indices, jumps by snapshot, and a replay in a new life', () => {
    const told = check(monotonicApply, (script) => {
      for (const index of [1, 2, 3]) script.apply(1, 0, index, 1);
      snapshot(script, 2, 0, 10);
      script.apply(3, 0, 11, 1);
      script.node(4, 0, 'crash');
      script.node(5, 0, 'restart');
      snapshot(script, 5, 0, 2);
      script.apply(6, 0, 3, 1);
    });
    expect(told).toEqual([]);
  });

  it('reports an entry applied twice, one out of order, and an older snapshot', () => {
    const told = check(monotonicApply, (script) => {
      script.apply(1, 0, 1, 1);
      script.apply(2, 0, 1, 1);
      script.apply(3, 0, 5, 1);
      script.apply(4, 0, 4, 1);
      snapshot(script, 5, 0, 3);
    });
    expect(told).toEqual([
      'store: n1 applied index 1 after index 1',
      'store: n1 applied index 4 after index 5',
      'store: n1 fell back from index 4 to a snapshot at 3',
    ]);
  });
});

describe('monotonic term', () => {
  it('accepts rising terms, a lost candidacy, and a fresh disk', () => {
    const told = check(monotonicTerm, (script) => {
      script.role(1, 0, 'leader', 4);
      script.role(2, 0, 'candidate', 5);
      script.node(3, 0, 'crash');
      script.node(4, 0, 'restart');
      recovered(script, 4, 0, 4);
      script.role(4, 0, 'follower', 4);
      script.node(5, 0, 'crash');
      script.node(5, 0, 'wipe');
      script.node(6, 0, 'restart');
      recovered(script, 6, 0, 0);
      script.role(6, 0, 'follower', 0);
    });
    expect(told).toEqual([]);
  });

  it('reports a term that falls within a life', () => {
    const told = check(monotonicTerm, (script) => {
      script.role(1, 0, 'candidate', 5);
      script.role(2, 0, 'follower', 4);
    });
    expect(told).toEqual(['store: n1 went from term 5 back to 4']);
  });

  it('reports a recovered term below one that it led in, or recovered before', () => {
    const told = check(monotonicTerm, (script) => {
      script.role(1, 0, 'leader', 4);
      script.node(2, 0, 'restart');
      recovered(script, 2, 0, 3);
      script.node(3, 0, 'restart');
      recovered(script, 3, 0, 2);
    });
    expect(told).toEqual(['store: n1 recovered term 3 after term 4', 'store: n1 recovered term 2 after term 3']);
  });
});

describe('a checked run', () => {
  it('names each invariant once, with a statement and a source', () => {
    expect(new Set(INVARIANTS.map(({ name }) => name)).size).toBe(INVARIANTS.length);
    for (const { name, statement, source } of INVARIANTS) {
      expect(name).toMatch(/^[a-z-]+$/);
      expect(statement).toMatch(/\.$/);
      expect(source).not.toBe('');
    }
  });

  it('tells ten violations of a property and counts the rest, in order of time', () => {
    const script = createScript();
    const run = checkRun(script.trace, { seed: 7, nodes: ['n1', 'n2'] });
    for (let i = 0; i < 14; i++) script.apply(i, 0, 1, 1);
    script.role(3.5, 0, 'leader', 2);
    script.role(3.5, 1, 'leader', 2);
    const violations = run.finish();
    expect(violations).toHaveLength(12);
    expect(violations.at(-1)).toEqual({
      property: 'monotonic-apply',
      seed: 7,
      atSeconds: 13,
      detail: 'and 3 more of these',
    });
    expect(violations.map(({ atSeconds }) => atSeconds)).toEqual([1, 2, 3, 3.5, 4, 5, 6, 7, 8, 9, 10, 13]);
  });

  /** A correct history: one log, replicas that apply prefixes of it, restart from snapshots, acknowledge what they applied. */
  const history = fc.record({
    terms: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 3, maxLength: 60 }),
    steps: fc.array(
      fc.record({
        node: fc.integer({ min: 0, max: 2 }),
        action: fc.constantFrom('apply', 'apply', 'apply', 'apply', 'restart', 'snapshot'),
      }),
      { minLength: 20, maxLength: 300 },
    ),
  });
  const replay = (script: Script, { terms, steps }: { terms: number[]; steps: { node: number; action: string }[] }) => {
    let term = 1;
    const log = terms.map((rise) => (term += rise));
    const applied = [0, 0, 0];
    let time = 0;
    for (const { node, action } of steps) {
      time++;
      if (action === 'apply' && applied[node] < log.length) {
        const index = ++applied[node];
        script.apply(time, node, index, log[index - 1], index * 31);
        acknowledge(script, time, index, log[index - 1]);
      } else if (action === 'restart') {
        script.node(time, node, 'restart');
        applied[node] = Math.floor(applied[node] / 2);
      } else if (action === 'snapshot') {
        applied[node] = Math.max(...applied);
        snapshot(script, time, node, applied[node]);
      }
    }
    return { log, applied, time };
  };

  it('reports nothing on correct histories', () => {
    fc.assert(
      fc.property(history, (plan) => {
        const script = createScript();
        const run = checkRun(script.trace, { seed: 1, nodes: [] });
        replay(script, plan);
        expect(run.finish()).toEqual([]);
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it('reports any entry that is replaced after it was applied and acknowledged', () => {
    fc.assert(
      fc.property(history, fc.nat(), (plan, choice) => {
        const script = createScript();
        const run = checkRun(script.trace, { seed: 1, nodes: [] });
        const { log, time, applied } = replay(script, plan);
        const node = applied.indexOf(Math.max(...applied));
        fc.pre(applied[node] > 0);
        // What this replica applied in its life before the restart, or had in a snapshot that another one applied.
        const index = 1 + (choice % applied[node]);
        script.node(time, node, 'restart');
        script.apply(time + 1, node, index, log[index - 1] + 1, 0);
        const properties = new Set(run.finish().map(({ property }) => property));
        expect(properties).toContain('state-machine-agreement');
        expect(properties).toContain('durable-acknowledgement');
      }),
      { seed: 8, numRuns: 60 },
    );
  });
});
