/** The contract of an arrival process: open-loop, so it never looks at what became of earlier requests. */
import type { Micros } from '../../core/time.ts';

/** Calendar time of the next arrival: ascending, fractions allowed; Infinity when there are no more. */
export type Arrivals = () => Micros;
