import type { PoolCounts } from '../result.ts';

/** Attempts that were of use: answered ok before the caller had given up. */
export const goodputOf = ({ ok, late }: Pick<PoolCounts, 'ok' | 'late'>): number => ok - late;
