/** What those behind may do while the first in line does not fit. */
import type { Parameter } from '../../../core/parameters.ts';

export type Backfill = 'none' | 'reserve' | 'any';

export const BACKFILL: Parameter = {
  type: { oneOf: ['none', 'reserve', 'any'] },
  doc: 'while the first in line does not fit: others wait (none), start but not on the machines that it waits for (reserve), start wherever they fit, which may starve it (any)',
  default: 'reserve',
  source: 'Feitelson & Weil, IPPS 1998 (backfilling); reservations without estimates of runtimes',
  swarm: ['reserve', 'none', 'any'],
};
