/** What a replica has promised to whom, and which of it a crash may have cost it. */
import type { ProcessId } from '../../algorithms/environment.ts';
import type { Micros } from '../../core/time.ts';
import type { DiskObservation } from '../../kernel/observation.ts';
import { formatInstant } from './line.ts';

export interface Grant {
  readonly term: number;
  readonly to: ProcessId;
  readonly time: Micros;
}

export interface VoteRecord {
  /** Its own votes for itself included. */
  readonly grants: Grant[];
  /** The highest ballot promised so far. */
  promised: Grant | undefined;
  /** `lost`: something that was never synced. */
  readonly crashes: { readonly time: Micros; lost: boolean }[];
}

export const newVoteRecord = (): VoteRecord => ({ grants: [], promised: undefined, crashes: [] });

/** The disk may tell before the machine does, or after it. */
export function noteCrash({ crashes }: VoteRecord, time: Micros): void {
  if (!crashes.some((crash) => crash.time === time)) crashes.push({ time, lost: false });
}

export function noteLoss(record: VoteRecord, { change, time, records }: DiskObservation): void {
  if (change !== 'lost-unsynced' || records === 0) return;
  noteCrash(record, time);
  const crash = record.crashes.find((candidate) => candidate.time === time);
  if (crash !== undefined) crash.lost = true;
}

/** A vote of that term for somebody else. */
export const voteForAnother = ({ grants }: VoteRecord, term: number, candidate: ProcessId): Grant | undefined =>
  grants.find((grant) => grant.term === term && grant.to !== candidate);

export const hasVotedFor = ({ grants }: VoteRecord, term: number, candidate: ProcessId): boolean =>
  grants.some((grant) => grant.term === term && grant.to === candidate);

/** `at 1.050 s, before its crash at 1.100 s; that was never synced`. */
export function sinceWhen({ time }: Grant, { crashes }: VoteRecord): string {
  const later = crashes.filter((crash) => crash.time >= time);
  if (later.length === 0) return `at ${formatInstant(time)}`;
  const lost = later.some((crash) => crash.lost) ? '; that was never synced' : '';
  return `at ${formatInstant(time)}, before its crash at ${formatInstant(later[0].time)}${lost}`;
}
