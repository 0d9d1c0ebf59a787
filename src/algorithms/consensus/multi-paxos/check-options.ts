/** Combinations of options with which a cluster could not work, refused before it starts. */

import type { OptionConflict } from '../../../core/option-conflict.ts';
import type { ParameterValues } from '../../../core/parameters.ts';
import type { Micros } from '../../../core/time.ts';
import { formatDuration } from '../../../core/units/format-duration.ts';
import { multiPaxosOptions, type PaxosOptions, readOptions } from './options.ts';
import { majority } from './quorum.ts';

/** The first conflict, or undefined. `voters`: how many there are at boot; 0 if that is not known. */
export function checkOptions(values: ParameterValues, voters = 0): OptionConflict | undefined {
  const options = readOptions(values);
  return silentLeader(options) ?? brokenTicks(options) ?? brokenQuorums(options, voters);
}

/** Heartbeats come before an election timeout can elapse. */
function silentLeader({ electionTimeout, heartbeatInterval }: PaxosOptions): OptionConflict | undefined {
  if (heartbeatInterval < electionTimeout.min) return undefined;
  const timeout = formatDuration(electionTimeout.min);
  const interval = formatDuration(heartbeatInterval);
  return {
    option: heartbeatInterval === multiPaxosOptions.heartbeatInterval.default ? 'electionTimeout' : 'heartbeatInterval',
    message: `replicas begin a ballot after ${timeout} of silence, and heartbeats come every ${interval}: no leader would last`,
    expected: 'a heartbeatInterval below the shortest electionTimeout, at most a fifth of it',
  };
}

/** A clock that counts ticks can keep no other times. */
function brokenTicks({ electionTick, electionTimeout, heartbeatInterval }: PaxosOptions): OptionConflict | undefined {
  if (electionTick === 0) return undefined;
  const broken = (time: Micros) => time % electionTick !== 0;
  const conflict = (option: string, time: Micros): OptionConflict => ({
    option,
    message: `${option} has ${formatDuration(time)}, which is not a whole number of ticks of ${formatDuration(electionTick)}`,
    expected: 'a multiple of electionTick, or no electionTick',
  });
  if (broken(electionTimeout.min)) return conflict('electionTimeout', electionTimeout.min);
  if (broken(electionTimeout.max)) return conflict('electionTimeout', electionTimeout.max);
  return broken(heartbeatInterval) ? conflict('heartbeatInterval', heartbeatInterval) : undefined;
}

/** "Flexible Paxos", §5: |Q1| + |Q2| > n. */
function brokenQuorums({ phase1Quorum, phase2Quorum }: PaxosOptions, voters: number): OptionConflict | undefined {
  if (voters === 0) return undefined;
  const conflict = (option: string, message: string, expected: string): OptionConflict => ({
    option,
    message,
    expected,
  });
  for (const [option, size] of [['phase1Quorum', phase1Quorum] as const, ['phase2Quorum', phase2Quorum] as const]) {
    if (size > voters) {
      return conflict(option, `${option} has ${size}, and there are ${voters} voters`, `at most ${voters}`);
    }
  }
  const first = phase1Quorum || majority(voters);
  const second = phase2Quorum || majority(voters);
  if (first + second > voters) return undefined;
  const [option, own, partner, other] =
    phase2Quorum === 0
      ? (['phase1Quorum', first, 'phase2Quorum', second] as const)
      : (['phase2Quorum', second, 'phase1Quorum', first] as const);
  return conflict(
    option,
    `quorums of ${first} and ${second} of ${voters} voters need not have a member in common: two values could be chosen`,
    `at least ${voters - other + 1}, or a ${partner} of at least ${voters - own + 1}`,
  );
}
