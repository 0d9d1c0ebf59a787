import type { PoolCounts } from '../result.ts';

/** Attempts that came to nothing, at a server or for want of one. A cancelled one has not: its twin was answered first. */
export const failuresOf = (counts: PoolCounts): number =>
  counts.late +
  counts.refused +
  counts.dropped +
  counts.expired +
  counts.failed +
  counts.lost +
  counts.noBackend +
  counts.breakerRefused;
