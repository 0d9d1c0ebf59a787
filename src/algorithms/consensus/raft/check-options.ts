/**
 * Combinations of options with which a cluster could not work, refused before it starts. etcd refuses at start-up as
 * well, and asks for a heartbeat interval of at most a fifth of the election timeout; here whatever can work may run.
 */

import type { OptionConflict } from '../../../core/option-conflict.ts';
import type { ParameterValues } from '../../../core/parameters.ts';
import type { Micros } from '../../../core/time.ts';
import { formatDuration } from '../../../core/units/format-duration.ts';
import { type RaftOptions, raftOptions, readOptions } from './options.ts';

/** The first conflict, or undefined. */
export function checkOptions(values: ParameterValues): OptionConflict | undefined {
  const options = readOptions(values);
  return silentLeader(options) ?? brokenTicks(options);
}

/** §5.6, the timing requirement: heartbeats come before an election timeout can elapse. */
function silentLeader({ electionTimeout, heartbeatInterval }: RaftOptions): OptionConflict | undefined {
  if (heartbeatInterval < electionTimeout.min) return undefined;
  const timeout = formatDuration(electionTimeout.min);
  const interval = formatDuration(heartbeatInterval);
  return {
    option: heartbeatInterval === raftOptions.heartbeatInterval.default ? 'electionTimeout' : 'heartbeatInterval',
    message: `followers stand for election after ${timeout}, and heartbeats come every ${interval}: no leader would last`,
    expected: 'a heartbeatInterval below the shortest electionTimeout, at most a fifth of it as in etcd',
  };
}

/** A clock that counts ticks can keep no other times. */
function brokenTicks({ electionTick, electionTimeout, heartbeatInterval }: RaftOptions): OptionConflict | undefined {
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
