/**
 * Random schedules of crashes, partitions, one-way cuts, loss, duplicates, reordering, slow disks, membership changes
 * and transfers: the properties of Figure 3 hold throughout, and after healing the cluster gets on (§5.6).
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Checker, check } from './checker.ts';
import { act, changeStep, healAndExpectProgress, ms, QUICK, type Step, step } from './schedule.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

/** What the schedules have led to, over all runs: a test that never gets there proves nothing. */
const marks = new Map<string, number>();

function mark(world: World, checker: Checker): void {
  const count = (name: string, by = 1) => marks.set(name, (marks.get(name) ?? 0) + by);
  for (const { event } of world.events) {
    switch (event.type) {
      case 'role':
      case 'suspect':
      case 'snapshot':
      case 'transfer':
        count(
          `${event.type} ${'role' in event ? event.role : 'reason' in event ? event.reason : 'action' in event ? event.action : event.phase}`,
        );
        break;
      case 'membership':
        count(event.membership.outgoing.length > 0 ? 'membership joint' : 'membership');
        break;
      default:
        count(event.type);
    }
  }
  count('reads answered', checker.reads());
  count('entries committed', checker.committed.size);
}

function hold(plan: WorldOptions, steps: fc.Arbitrary<Step>, numRuns: number, seed: number): void {
  fc.assert(
    fc.property(
      fc.nat(1_000_000),
      fc.array(steps, { minLength: 20, maxLength: 80, size: 'max' }),
      (worldSeed, schedule) => {
        const world = createWorld({ ...plan, seed: worldSeed });
        const checker = check(world);
        const count = { value: 1 };
        world.run(ms(300));
        for (const action of schedule) {
          act(world, checker, action, count);
          checker.checkLogs();
        }
        healAndExpectProgress(world, checker);
        mark(world, checker);
      },
    ),
    { seed, numRuns },
  );
}

const scale = Number(process.env.RAFT_PROPERTY_SCALE ?? 1);
const seed = Number(process.env.RAFT_PROPERTY_SEED ?? 1);
const DISK = { min: 0, max: ms(6) };

describe('safety and liveness under random schedules', () => {
  it.each<{ name: string; plan: WorldOptions; changes: boolean }>([
    { name: 'defaults', plan: { nodes: 5, options: QUICK, sync: DISK }, changes: false },
    {
      name: 'the bare paper: no pre-vote, no check-quorum',
      plan: { nodes: 5, options: { ...QUICK, preVote: false, checkQuorum: false }, sync: DISK },
      changes: false,
    },
    {
      name: 'slow messages that overtake each other, in the bare paper',
      plan: {
        nodes: 5,
        options: { ...QUICK, preVote: false, checkQuorum: false },
        latency: { min: ms(1), max: ms(60) },
        sync: { min: 0, max: ms(30) },
      },
      changes: false,
    },
    {
      name: 'slow messages that overtake each other, and membership changes',
      plan: {
        nodes: 5,
        voters: 3,
        options: QUICK,
        latency: { min: ms(1), max: ms(60) },
        sync: { min: 0, max: ms(30) },
      },
      changes: true,
    },
    { name: 'three replicas, instant disks', plan: { nodes: 5, voters: 3, options: QUICK }, changes: false },
    { name: 'membership changes', plan: { nodes: 5, voters: 3, options: QUICK, sync: DISK }, changes: true },
    {
      name: 'membership changes in the bare paper',
      plan: { nodes: 5, voters: 3, options: { ...QUICK, preVote: false, checkQuorum: false }, sync: DISK },
      changes: true,
    },
    {
      name: 'ticks, batches, preferred leaders, streams in order',
      plan: {
        nodes: 5,
        options: {
          ...QUICK,
          electionTick: ms(10),
          batchDelay: ms(2),
          leaderPreference: 'voter-order',
          leaderPreferenceDelay: ms(300),
        },
        fifo: true,
        sync: DISK,
      },
      changes: true,
    },
    {
      name: 'reads by lease on clocks that are ten per cent off',
      plan: {
        nodes: 5,
        options: { ...QUICK, readMode: 'lease', leaseDriftBound: 100_000 },
        drift: 0.1,
        sync: DISK,
      },
      changes: true,
    },
    {
      name: 'reads through the log',
      plan: { nodes: 5, voters: 3, options: { ...QUICK, readMode: 'log' }, sync: DISK },
      changes: false,
    },
  ])('$name', ({ plan, changes }) => {
    const steps = changes ? fc.oneof({ weight: 8, arbitrary: step }, { weight: 2, arbitrary: changeStep }) : step;
    hold(plan, steps, 120 * scale, seed);
  });

  it('the schedules reach every part of the protocol, often', () => {
    if (process.env.SHOW_FIGURES) console.log(marks);
    for (const name of [
      'role leader',
      'role pre-candidate',
      'role learner',
      'suspect check-quorum',
      'split-vote',
      'truncated',
      'snapshot taken',
      'snapshot installed',
      'compacted',
      'transfer sent',
      'transfer aborted',
      'membership',
      'membership joint',
      'recovered',
      'reads answered',
      'entries committed',
    ]) {
      expect.soft(marks.get(name) ?? 0, name).toBeGreaterThan(50);
    }
  });
});
