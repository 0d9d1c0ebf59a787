/**
 * Random schedules of crashes, partitions, one-way cuts, loss, duplicates, reordering, slow disks, membership changes and
 * transfers: agreement, validity, kept promises and linearizable reads throughout, and progress after healing.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ParameterValues } from '../../../../src/core/parameters.ts';
import { act, changeStep, healAndExpectProgress, ms, QUICK, type Step, step } from '../raft/schedule.ts';
import type { World, WorldOptions } from '../raft/world.ts';
import { type Checker, createCheckedWorld } from './checker.ts';

/** As Raft's, with a window that is felt. */
const PAXOS: ParameterValues = { ...QUICK, alpha: 6 };

/** What the schedules have led to, over all runs: a test that never gets there proves nothing. */
const marks = new Map<string, number>();

function mark(world: World, checker: Checker): void {
  const count = (name: string, by = 1) => marks.set(name, (marks.get(name) ?? 0) + by);
  for (const { event } of world.events) {
    switch (event.type) {
      case 'role':
        count(`role ${event.role}`);
        break;
      case 'suspect':
        count(`suspect ${event.reason}`);
        break;
      case 'snapshot':
        count(`snapshot ${event.action}`);
        break;
      case 'transfer':
        count(`transfer ${event.phase}`);
        break;
      case 'membership':
        count(event.committed ? 'membership in force' : 'membership known');
        break;
      default:
        count(event.type);
    }
  }
  count('reads answered', checker.reads());
  count('slots chosen', checker.committed.size);
  count('proposals overruled', checker.overruled());
}

function hold(plan: Omit<WorldOptions, 'protocol'>, steps: fc.Arbitrary<Step>, numRuns: number, seed: number): void {
  fc.assert(
    fc.property(
      fc.nat(1_000_000),
      fc.array(steps, { minLength: 20, maxLength: 80, size: 'max' }),
      (worldSeed, schedule) => {
        const { world, checker } = createCheckedWorld({ ...plan, seed: worldSeed });
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

const scale = Number(process.env.PAXOS_PROPERTY_SCALE ?? 1);
const seed = Number(process.env.PAXOS_PROPERTY_SEED ?? 1);
const DISK = { min: 0, max: ms(6) };
const SLOW = { latency: { min: ms(1), max: ms(60) }, sync: { min: 0, max: ms(30) } };

describe('safety and liveness under random schedules', () => {
  it.each<{ name: string; plan: WorldOptions; changes: boolean }>([
    { name: 'defaults', plan: { nodes: 5, options: PAXOS, sync: DISK }, changes: false },
    {
      name: 'proposers that neither ask first nor hold back',
      plan: { nodes: 5, options: { ...PAXOS, preVote: false, checkQuorum: false }, sync: DISK },
      changes: false,
    },
    {
      name: 'slow messages that overtake each other, and no restraint',
      plan: { nodes: 5, options: { ...PAXOS, preVote: false, checkQuorum: false }, ...SLOW },
      changes: false,
    },
    {
      name: 'slow messages that overtake each other, and membership changes',
      plan: { nodes: 5, voters: 3, options: PAXOS, ...SLOW },
      changes: true,
    },
    { name: 'three replicas, instant disks', plan: { nodes: 5, voters: 3, options: PAXOS }, changes: false },
    { name: 'membership changes', plan: { nodes: 5, voters: 3, options: PAXOS, sync: DISK }, changes: true },
    {
      name: 'membership changes, no restraint, a window of one slot',
      plan: { nodes: 5, voters: 3, options: { ...PAXOS, preVote: false, checkQuorum: false, alpha: 1 }, sync: DISK },
      changes: true,
    },
    {
      name: 'quorums of two and four of five, and nothing kept before a snapshot',
      plan: { nodes: 5, options: { ...PAXOS, phase1Quorum: 4, phase2Quorum: 2, snapshotKeep: 0 }, sync: DISK },
      changes: false,
    },
    {
      name: 'quorums of two of five in phase 2, membership changes, no restraint',
      plan: {
        nodes: 5,
        options: { ...PAXOS, phase1Quorum: 4, phase2Quorum: 2, preVote: false, checkQuorum: false, alpha: 3 },
        sync: DISK,
      },
      changes: true,
    },
    {
      name: 'ticks, batches, preferred leaders, streams in order',
      plan: {
        nodes: 5,
        options: {
          ...PAXOS,
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
      plan: { nodes: 5, options: { ...PAXOS, readMode: 'lease', leaseDriftBound: 100_000 }, drift: 0.1, sync: DISK },
      changes: true,
    },
    {
      name: 'reads through the log',
      plan: { nodes: 5, voters: 3, options: { ...PAXOS, readMode: 'log' }, sync: DISK },
      changes: true,
    },
  ])('$name', ({ plan, changes }) => {
    const steps = changes ? fc.oneof({ weight: 8, arbitrary: step }, { weight: 2, arbitrary: changeStep }) : step;
    hold(plan, steps, 100 * scale, seed);
  });

  it('the schedules reach every part of the protocol, often', () => {
    if (process.env.SHOW_FIGURES) console.log(marks);
    for (const name of [
      'role leader',
      'role pre-candidate',
      'role learner',
      'suspect check-quorum',
      'split-vote',
      'promise',
      'snapshot taken',
      'snapshot installed',
      'compacted',
      'transfer sent',
      'transfer aborted',
      'membership known',
      'membership in force',
      'recovered',
      'reads answered',
      'slots chosen',
      'proposals overruled',
    ]) {
      expect.soft(marks.get(name) ?? 0, name).toBeGreaterThan(50);
    }
  });
});
