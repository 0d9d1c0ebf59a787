/**
 * How fast a protocol lives, read off its options: what the times of drawn faults are measured in, and what liveness is
 * owed by. By the names that protocols here share; one with other names is judged by the longest duration among them.
 */
import type { ParameterValue, ParameterValues, Range } from '../../core/parameters.ts';
import { MILLISECOND, type Micros, SECOND } from '../../core/time.ts';
import type { Plan, PlannedOrder } from '../plan.ts';

export interface Rhythm {
  /** Silence of a leader after which others act. */
  readonly patience: Range;
  /** Between two signs of life of a leader. */
  readonly beat: Micros;
  /** A message there, synced, and its answer back, at worst. */
  readonly trip: Micros;
}

const UNKNOWN: Range = { min: 300 * MILLISECOND, max: 600 * MILLISECOND };

/** `options`: defaults filled in. */
export function rhythmOf(options: ParameterValues, { latency, fsync }: Pick<Plan, 'latency' | 'fsync'>): Rhythm {
  const patience = patienceOf(options);
  return {
    patience,
    beat: numberOf(options.heartbeatInterval) ?? Math.round(patience.min / 5),
    trip: 2 * latency.max + fsync.max,
  };
}

export function patienceOf(options: ParameterValues): Range {
  const { min, max } = isRange(options.electionTimeout) ? options.electionTimeout : (longest(options) ?? UNKNOWN);
  const tick = numberOf(options.electionTick) ?? 0;
  return { min: Math.max(1, min - tick), max: max + tick };
}

/** Whether a leader that nothing disturbs stays one: signs of life arrive, and are answered, well within the patience. */
export const keepsItsLeader = ({ patience, beat, trip }: Rhythm): boolean =>
  beat + trip < 0.7 * patience.min && 2 * trip < 0.5 * patience.min;

/**
 * Whether a leader that is heard cannot be deposed by servers that have been removed and do not know it. In Raft that
 * takes the rule of §4.2.3 of the dissertation.
 */
export const ignoresStrangers = ({ checkQuorum }: ParameterValues): boolean => checkQuorum !== false;

/** Entries that have to be chosen before a change of membership has its effect: the window α of Paxos. */
export const slotsOfChange = ({ alpha }: ParameterValues): number => numberOf(alpha) ?? 0;

/** Who has to be there for each phase, where options say so (flexible quorums); with the least that the other demands. */
export function quorumsOf({ phase1Quorum, phase2Quorum }: ParameterValues, voters: number): readonly number[] {
  const majority = Math.floor(voters / 2) + 1;
  const [first, second] = [numberOf(phase1Quorum) || majority, numberOf(phase2Quorum) || majority];
  return [first, second, voters - second + 1];
}

/** A transfer of the leadership leaves everybody the vote. */
export const changesVoters = ({ type }: Pick<PlannedOrder, 'type'>): boolean => type !== 'transfer-leadership';

/** What a healed cluster is given to acknowledge a write: many elections, and streams that back off after long silence. */
export const boundOfLiveness = ({ patience, trip }: Rhythm): Micros => 25 * patience.max + 60 * trip + 6 * SECOND;

/** Bounds that people read. */
export const upToTenth = (time: Micros): Micros => Math.ceil(time / (100 * MILLISECOND)) * 100 * MILLISECOND;

const isRange = (value: ParameterValue | undefined): value is Range => typeof value === 'object' && !('kind' in value);

const numberOf = (value: ParameterValue | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined;

function longest(options: ParameterValues): Range | undefined {
  return Object.values(options)
    .filter(isRange)
    .sort((a, b) => b.max - a.max)[0];
}
