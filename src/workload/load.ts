/**
 * Where the requests of one client machine come from, as whoever skips calendar at rest needs to know it. Requests
 * that would have fallen into skipped calendar are not made but credited: they are counted as the source would have
 * made them.
 */
import type { Micros } from '../core/time.ts';
import type { OperationName } from '../services/store-client/invoke.ts';

export interface Load {
  readonly client: string;
  readonly zone: string;
  readonly probe: boolean;
  /** Requests per second for as long as the run lasts; undefined where that varies: such a load cannot be credited. */
  readonly perSecond: number | undefined;
  /** If requests come in an even rhythm, its length. */
  readonly period: Micros | undefined;
  /** Weights by operation; they add up to 1. */
  readonly mix: Readonly<Partial<Record<OperationName, number>>>;
  /** Takes the next request off the calendar. */
  suspend(): void;
  /** Goes on after `suspend`, from calendar time `until`. Returns how many requests would have come before it. */
  resume(until: Micros): number;
}

export type LoadRhythm = Pick<Load, 'perSecond' | 'period' | 'suspend' | 'resume'>;
