import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { multiPaxos } from '../../src/algorithms/consensus/multi-paxos/multi-paxos.ts';
import { raft } from '../../src/algorithms/consensus/raft/raft.ts';
import { withDefaultOptions } from '../../src/explore/draw/draw-options.ts';
import {
  configurations,
  faultSchedules,
  huntedPlans,
  planOf,
  plans,
  runCluster,
  topologies,
  workloads,
} from '../../src/testing/index.ts';
import { toy } from './toy.ts';

const SECOND = 1_000_000;
const ALL = {
  faultSchedules: faultSchedules(),
  workloads: workloads(),
  topologies: topologies({ spares: 2 }),
  configurations: configurations(raft),
  plans: plans(raft),
  huntedPlans: huntedPlans(raft),
};

/** The end of a greedy descent: what is left of a value of which `fails` holds. */
function smallest<T>(arbitrary: fc.Arbitrary<T>, fails: (value: T) => boolean): T {
  const { counterexample } = fc.check(
    fc.property(arbitrary, (value) => !fails(value)),
    { seed: 1, numRuns: 2000 },
  );
  if (counterexample === null) throw new Error('nothing fails');
  return counterexample[0];
}

describe.each(Object.entries(ALL))('%s', (_, arbitrary) => {
  it('gives the same values for the same seed', () => {
    const options = { seed: 7, numRuns: 10 };
    expect(fc.sample(arbitrary as fc.Arbitrary<unknown>, options)).toEqual(
      fc.sample(arbitrary as fc.Arbitrary<unknown>, options),
    );
  });

  it('gives plain data', () => {
    for (const value of fc.sample(arbitrary as fc.Arbitrary<unknown>, { seed: 8, numRuns: 10 })) {
      expect(JSON.parse(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(structuredClone(value))));
    }
  });
});

describe('what shrinks', () => {
  it('faults: to one plain fault at a round time', () => {
    const faults = smallest(faultSchedules({ kinds: ['stop', 'pause', 'crash', 'outage'] }), (all) =>
      all.some(({ at }) => at >= 2.5 * SECOND),
    );
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ kind: 'crash', groups: ['n1'], parameters: {} });
    expect(faults[0].at % SECOND).toBe(0);
  });

  it('workloads: to as few calls as it takes, by one client on one key', () => {
    const operations = smallest(workloads(), (all) => all.filter(({ f }) => f === 'read').length >= 2);
    expect(operations.map(({ f, key, client }) => [f, key, client])).toEqual([
      ['read', 'k1', 0],
      ['read', 'k1', 0],
    ]);
  });

  it('topologies: to the fewest machines and constant round delays', () => {
    const found = smallest(topologies({ spares: 3 }), ({ latency, spares }) => latency.max > 2345 && spares > 0);
    expect(found).toMatchObject({ voters: 3, spares: 1, transport: 'stream', fsync: { min: 0, max: 0 } });
    expect(found.latency.min).toBe(found.latency.max);
    expect(found.latency.min % 1000).toBe(0);
  });

  it('configurations: to defaults', () => {
    const found = smallest(configurations(raft), ({ preVote }) => preVote === false);
    expect(found).toEqual({ preVote: false });
  });

  it('plans: to few decisions', () => {
    const found = smallest(plans(raft), ({ faults }) => faults.some(({ kind }) => kind === 'pause'));
    expect(found.faults).toHaveLength(1);
    expect(found.operations).toEqual([]);
    expect(found.orders).toEqual([]);
    expect(found.voters).toBe(3);
  });

  it('hunted plans: to few decisions, liveness still owed where it was', () => {
    const found = smallest(
      huntedPlans(raft, { voters: { min: 3, max: 5 } }),
      ({ healing, faults }) => healing !== undefined && faults.length > 0,
    );
    expect(found.faults).toHaveLength(1);
    expect(found.operations).toEqual([]);
    expect(found.healing!.at + found.healing!.within).toBeLessThanOrEqual(found.duration);
  });
});

describe('what is drawn', () => {
  it.each([raft, multiPaxos])('runs, and $name holds', (protocol) => {
    fc.assert(
      fc.property(
        topologies({ voters: { min: 3, max: 3 } }),
        faultSchedules({ machines: 3, faults: 5 }),
        workloads({ machines: 3, operations: 8 }),
        configurations(protocol),
        (topology, faults, operations, options) => {
          const plan = planOf(protocol, { ...topology, faults, operations, options });
          expect(runCluster(protocol, plan).violations).toEqual([]);
        },
      ),
      { seed: 1, numRuns: 25 },
    );
  });

  it('is bounded as asked', () => {
    fc.assert(
      fc.property(
        faultSchedules({ kinds: ['pause'], faults: 3, duration: SECOND, machines: 2 }),
        workloads({ names: ['read'], keys: ['a'], clients: 1, operations: 4, duration: SECOND }),
        topologies({ voters: { min: 2, max: 4 }, transports: ['datagram'], fsync: { min: 5, max: 6 } }),
        (faults, operations, { voters, spares, transport, fsync }) => {
          expect(faults.length).toBeLessThanOrEqual(3);
          for (const { kind, at, groups } of faults) {
            expect(kind).toBe('pause');
            expect(at).toBeLessThan(SECOND);
            expect(groups.join()).not.toMatch(/n[3-9]/);
          }
          expect(operations.length).toBeLessThanOrEqual(4);
          for (const { f, key, client } of operations) expect([f, key, client]).toEqual(['read', 'a', 0]);
          expect(voters >= 2 && voters <= 4 && spares === 0 && transport === 'datagram').toBe(true);
          expect(fsync.min >= 5 && fsync.max <= 6).toBe(true);
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });

  it('has faults and calls in order of time', () => {
    const ascending = (all: readonly { readonly at: number }[]): boolean =>
      all.every(({ at }, i) => i === 0 || all[i - 1].at <= at);
    fc.assert(
      fc.property(faultSchedules(), workloads(), (faults, operations) => ascending(faults) && ascending(operations)),
      { seed: 1, numRuns: 100 },
    );
  });

  it('has options that work together', () => {
    fc.assert(
      fc.property(configurations(raft), (options) => raft.check?.(withDefaultOptions(raft, options)) === undefined),
      { seed: 1, numRuns: 200 },
    );
  });

  it('needs no registered protocol', async () => {
    const mine = await toy('correct');
    for (const plan of fc.sample(plans(mine, { faults: 3, operations: 5 }), { seed: 1, numRuns: 5 })) {
      expect(runCluster(mine, plan).violations).toEqual([]);
    }
    expect(smallest(plans(mine), ({ faults }) => faults.length > 1).faults).toHaveLength(2);
  });
});
