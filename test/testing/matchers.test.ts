import { describe, expect, it } from 'vitest';
import { raft } from '../../src/algorithms/consensus/raft/raft.ts';
import { planToScenario } from '../../src/explore/plan-to-scenario.ts';
import { runScenario } from '../../src/scenario/run-scenario.ts';
import { type ClusterMatchers, historyOf, matchers, planOf } from '../../src/testing/index.ts';
import { register } from '../../src/verify/linearizability/models/register.ts';
import { toy } from './toy.ts';

declare module 'vitest' {
  interface Matchers<T> extends ClusterMatchers<T> {}
}

expect.extend(matchers);

const CALLS = [
  { at: 2_000_000, f: 'write', key: 'x', client: 0 },
  { at: 2_500_000, f: 'read', key: 'x', client: 1 },
] as const;
const PLAN = planOf(raft, {
  operations: CALLS,
  faults: [{ kind: 'pause', groups: ['n1'], at: 2_200_000, for: 500_000, parameters: {} }],
});
const STALE = [
  '{"process":0,"type":"invoke","f":"write","key":"x","value":1}',
  '{"process":0,"type":"ok","f":"write","key":"x","value":1}',
  '{"process":1,"type":"invoke","f":"read","key":"x","value":null}',
  '{"process":1,"type":"ok","f":"read","key":"x","value":null}',
].join('\n');
/** Six at once, and one of them comes out: that takes a search. */
const CONCURRENT = [
  ...[1, 2, 3, 4, 5, 6].map((n) => ({ process: n, type: 'invoke', f: 'enqueue', value: n }) as const),
  ...[1, 2, 3, 4, 5, 6].map((n) => ({ process: n, type: 'ok', f: 'enqueue', value: n }) as const),
  { process: 7, type: 'invoke', f: 'dequeue', value: null },
  { process: 7, type: 'ok', f: 'dequeue', value: 3 },
] as const;

const messageOf = (act: () => void): string => {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it passed');
};

describe('toBeLinearizable', () => {
  it('takes events of a run, a text, and a model by name or as such', () => {
    expect(historyOf(raft, PLAN).length).toBeGreaterThanOrEqual(4);
    expect(historyOf(raft, PLAN)).toBeLinearizable('kv');
    expect(
      STALE.replace('"read","key":"x","value":null}', '"read","key":"x","value":1}').replace(/null}$/, '1}'),
    ).toBeLinearizable();
    expect(STALE).not.toBeLinearizable('kv');
    expect(STALE).not.toBeLinearizable(register);
    expect([]).toBeLinearizable();
  });

  it('shows why not', () => {
    const message = messageOf(() => expect(STALE).toBeLinearizable('kv'));
    expect(message).toContain('not linearizable');
    expect(message).toContain('cannot come next');
  });

  it('passes no verdict that it has not reached, with not as well', () => {
    const options = { budget: { steps: 1 } };
    expect(CONCURRENT).toBeLinearizable('queue');
    expect(() => expect(CONCURRENT).toBeLinearizable('queue', options)).toThrow('unknown');
    expect(() => expect(CONCURRENT).not.toBeLinearizable('queue', options)).toThrow('unknown');
  });

  it('refuses what is no history', () => {
    expect(() => expect(STALE).toBeLinearizable('kw')).toThrow('did you mean kv?');
    expect(() => expect('{"process":0}').toBeLinearizable()).toThrow('line 1');
    expect(() => expect(7).toBeLinearizable()).toThrow('a history is a text');
    expect(() => expect(STALE.replaceAll('write', 'wriet')).toBeLinearizable()).toThrow('no operation wriet');
  });
});

describe('toHoldInvariants', () => {
  it('runs a plan, with a registered protocol or one that is handed over', async () => {
    expect(PLAN).toHoldInvariants();
    expect(planOf(await toy('correct'), { operations: CALLS })).toHoldInvariants(await toy('correct'));
    expect(() => expect({ ...PLAN, protocol: 'rafd' }).toHoldInvariants()).toThrow('unknown consensus protocol "rafd"');
  });

  it('tells the story where one is broken', async () => {
    const planted = await toy('planted');
    const plan = planOf(planted, {
      ...{ seed: 3_279_965_561, fsync: { min: 0, max: 0 }, duration: 790_000 },
      operations: [{ at: 400_000, f: 'write', key: 'x', client: 0 }],
      faults: [{ kind: 'pause', groups: ['n1'], at: 370_000, for: 400_000, parameters: {} }],
    });
    expect(plan).not.toHoldInvariants(planted);
    const message = messageOf(() => expect(plan).toHoldInvariants(planted));
    expect(message).toContain('view-log breaks leader-completeness');
    expect(message).toContain('becomes leader');
    expect(messageOf(() => expect(PLAN).not.toHoldInvariants())).toContain('all of them hold');
  });

  it('takes the result of a run', () => {
    const result = runScenario(planToScenario(PLAN), 1);
    expect(result).toHoldInvariants();
    const violations = Array.from({ length: 7 }, (_, seed) => ({ property: 'p', seed, atSeconds: 1, detail: 'd' }));
    const message = messageOf(() => expect({ violations }).toHoldInvariants());
    expect(message).toContain('p is violated at 1 s of seed 4: d');
    expect(message).toContain('and 2 more');
    expect(() => expect({}).toHoldInvariants()).toThrow('takes a plan, or the result of a run');
  });
});

describe('toReplay', () => {
  it('holds for plans and scenarios', () => {
    expect(PLAN).toReplay();
    expect(planToScenario(PLAN)).toReplay();
    expect(() => expect({}).toReplay()).toThrow('takes a plan or a scenario');
  });

  it('shows where two runs part', async () => {
    const random = await toy('random');
    const plan = planOf(random, { operations: CALLS });
    expect(plan).not.toReplay(random);
    const message = messageOf(() => expect(plan).toReplay(random));
    expect(message).toMatch(/event \d+:\n/);
    expect(message).toContain('in the other run:');
    expect(message).toContain('Math.random');
  });
});
