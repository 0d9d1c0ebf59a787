import type { PoolCounts } from '../result.ts';

/** Attempts that were of use, answered ok before the caller had given up: of a hedged request perhaps both. */
export const goodputOf = ({ ok, late }: PoolCounts): number => ok - late;
