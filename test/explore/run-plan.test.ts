import { describe, expect, it } from 'vitest';
import { raft } from '../../src/algorithms/consensus/raft/raft.ts';
import { registerConsensus } from '../../src/algorithms/consensus/registry.ts';
import { SECOND } from '../../src/core/time.ts';
import type { Plan } from '../../src/explore/plan.ts';
import { EXCEPTION, runPlan } from '../../src/explore/run-plan.ts';

const QUIET: Plan = {
  seed: 1,
  protocol: 'raft',
  options: { electionTimeout: { min: 150_000, max: 300_000 }, heartbeatInterval: 50_000 },
  voters: 3,
  spares: 0,
  transport: 'stream',
  latency: { min: 1000, max: 5000 },
  fsync: { min: 1000, max: 1000 },
  duration: 20 * SECOND,
  operations: [
    { at: 600_000, f: 'write', key: 'x', client: 0 },
    { at: 700_000, f: 'read', key: 'x', client: 1, via: 2 },
  ],
  orders: [],
  faults: [],
  healing: { at: 3 * SECOND, without: [], within: 10 * SECOND },
};

describe('runPlan', () => {
  it('is a pure function of the plan', () => {
    const [first, second] = [runPlan(QUIET), runPlan(QUIET)];
    expect(first).toEqual(second);
    expect(first.violations).toEqual([]);
    expect(first.states.length).toBeGreaterThan(3);
    expect(runPlan({ ...QUIET, seed: 2 }).fingerprint).not.toBe(first.fingerprint);
  });

  it('ends a while after the first write that is acknowledged after the healing', () => {
    let last = 0;
    runPlan(QUIET, { watch: (trace) => trace.subscribe('message', ({ time }) => (last = time)) });
    expect(last).toBeGreaterThan(3 * SECOND);
    expect(last).toBeLessThan(4 * SECOND);
  });

  it('heals everything but those who stay cut off', () => {
    const faults: Plan['faults'] = [
      { kind: 'crash', groups: ['all nodes'], at: SECOND, parameters: {} },
      { kind: 'pause', groups: ['n1'], at: 2 * SECOND, parameters: {} },
    ];
    const healing = { at: 3 * SECOND, without: [2], within: 10 * SECOND };
    const isolated: string[] = [];
    const outcome = runPlan(
      { ...QUIET, faults, healing },
      {
        watch: (trace) =>
          trace.subscribe('fault', ({ phase, description }) => {
            if (phase === 'start') isolated.push(description);
          }),
      },
    );
    expect(outcome.violations).toEqual([]);
    expect(isolated.at(-1)).toBe('isolation of n3');
  });

  it('reports a cluster that does not get going again, and what everybody waits for', () => {
    const healing = { at: 3 * SECOND, without: [1, 2], within: 10 * SECOND };
    const [violation] = runPlan({ ...QUIET, healing }).violations;
    expect(violation.property).toBe('liveness');
    expect(violation.detail).toMatch(/store@n1 .* waits for/);
  });

  it('reports what a protocol throws', () => {
    registerConsensus({
      ...raft,
      name: 'throwing',
      create(environment, machine, config) {
        const consensus = raft.create(environment, machine, config);
        return {
          ...consensus,
          propose() {
            throw new TypeError('no log');
          },
        };
      },
    });
    const [violation] = runPlan({ ...QUIET, protocol: 'throwing' }).violations;
    expect(violation).toMatchObject({ property: EXCEPTION, detail: expect.stringContaining('TypeError: no log') });
  });

  it('refuses what is no run', () => {
    expect(() => runPlan({ ...QUIET, protocol: 'nobody' })).toThrow(RangeError);
    expect(() => runPlan({ ...QUIET, faults: [{ kind: 'hex', groups: [], at: 0, parameters: {} }] })).toThrow(
      RangeError,
    );
  });
});
