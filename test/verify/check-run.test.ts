import { describe, expect, it } from 'vitest';
import type { Violation } from '../../src/measure/result.ts';
import { type CheckOptions, checkRun } from '../../src/verify/check-run.ts';
import { createScript, type Script } from '../measure/script.ts';
import { NODES } from './check.ts';

function run(options: Partial<CheckOptions>, play: (script: Script) => void) {
  const script = createScript();
  const check = checkRun(script.trace, { seed: 1, nodes: NODES, ...options });
  play(script);
  return { check, violations: check.finish(), script };
}
const LOGS = { logs: true, linearizability: false };
const HISTORY = { logs: false, linearizability: true };
const properties = (violations: readonly Violation[]) => violations.map(({ property }) => property);

/** What is wrong in a contiguous log and right in slots. */
const reordered = (script: Script): void => {
  script.log(1, 0, 'append', 1, 5, 1);
  script.log(1, 0, 'append', 2, 4, 2);
};
/** The other way round. */
const broken = (script: Script): void => {
  script.protocol(1, 0, { type: 'promise', term: 9, proposer: 0 });
  script.log(2, 0, 'append', 1, 5, 1);
};

describe('a checked run', () => {
  it('looks at logs only where that is asked for', () => {
    const { script } = run({}, () => {});
    expect(script.trace.wants('log')).toBe(false);
    expect(run({ verify: LOGS }, () => {}).script.trace.wants('log')).toBe(true);
    expect(properties(run({ verify: LOGS }, reordered).violations)).toEqual(['log-matching']);
    expect(run({}, reordered).violations).toEqual([]);
  });

  it('holds each service against what its log owes', () => {
    const slots = { verify: LOGS, services: [{ name: 'store', logs: 'slots' }] } as const;
    expect(run(slots, reordered).violations).toEqual([]);
    expect(properties(run(slots, broken).violations)).toEqual(['promise-kept']);
    expect(run({ verify: LOGS }, broken).violations).toEqual([]);
    const both = [...slots.services, { name: 'other', logs: 'contiguous' }] as const;
    expect(run({ verify: LOGS, services: both }, reordered).violations).toEqual([]);
    const other = [
      { name: 'store', logs: 'contiguous' },
      { name: 'other', logs: 'slots' },
    ] as const;
    expect(properties(run({ verify: LOGS, services: other }, reordered).violations)).toEqual(['log-matching']);
  });

  it('says at once what it finds, so that a run can be stopped there', () => {
    const told: string[] = [];
    const script = createScript();
    const onViolation = ({ property }: Violation) => void told.push(property);
    const check = checkRun(script.trace, { seed: 1, nodes: NODES, onViolation });
    expect(check.first()).toBeUndefined();
    script.role(1, 0, 'leader', 1);
    script.role(2, 1, 'leader', 1);
    expect(told).toEqual(['election-safety']);
    expect(check.first()).toMatchObject({ property: 'election-safety', atSeconds: 2 });
  });

  it('holds histories against a key-value store, key by key', () => {
    const history = (found: unknown) =>
      run({ verify: HISTORY }, (script) => {
        script.operation('ok', 1, 2, { value: 7 });
        script.operation('ok', 1, 2, { key: 'l', value: 8 });
        script.operation('ok', 3, 4, { f: 'read', value: found });
      });
    const good = history(7);
    expect(good.violations).toEqual([]);
    expect(good.check.histories).toEqual([{ service: '', verdict: 'linearizable', operations: 3 }]);
    const bad = history(null);
    expect(bad.check.histories).toMatchObject([{ verdict: 'not-linearizable' }]);
    expect(bad.violations).toEqual([
      {
        property: 'linearizability',
        seed: 1,
        atSeconds: 4,
        detail: expect.stringContaining('key k: read → null fits no order of the 2 operations begun by then'),
      },
    ]);
  });

  it('checks no histories unless asked to', () => {
    expect(run({}, (script) => script.operation('ok', 1, 2)).check.histories).toEqual([]);
  });
});
