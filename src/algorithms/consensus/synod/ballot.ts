/**
 * Ballots, the proposal numbers of Paxos: pairs (round, process) in lexicographic order, as one integer, so that any two
 * proposers draw from disjoint sets (Lamport, "Paxos Made Simple", 2001, §2.5). In decimal the pair can be read off:
 * 30002 is round 3 of process 2. 0 comes before every ballot.
 */
import type { ProcessId } from '../../environment.ts';

export type Ballot = number;

/** Before every ballot. */
export const NO_BALLOT: Ballot = 0;

/** Processes have smaller ids than this. */
export const PROCESSES_MAX = 10_000;

/** RangeError where the pair would not be unique. */
export function ballotOf(round: number, process: ProcessId): Ballot {
  if (process >= PROCESSES_MAX) throw new RangeError(`a proposer must have an id below ${PROCESSES_MAX}: ${process}`);
  return round * PROCESSES_MAX + process;
}

export const roundOf = (ballot: Ballot): number => Math.floor(ballot / PROCESSES_MAX);

/** Whose ballot it is. */
export const proposerOf = (ballot: Ballot): ProcessId => ballot % PROCESSES_MAX;

/** The lowest ballot of `process` in a later round than `ballot`. */
export const nextBallot = (ballot: Ballot, process: ProcessId): Ballot => ballotOf(roundOf(ballot) + 1, process);
