import type { Micros } from '../../core/time.ts';

/** So many attempts fit into the timeout at least, that a lost leader does not cost the whole of it. */
const ATTEMPTS_WITHIN_TIMEOUT = 3;

/** What one attempt is given unless the file says it. */
export const standardAttemptTimeout = (timeout: Micros, attempts: number): Micros =>
  Math.ceil(timeout / Math.min(attempts, ATTEMPTS_WITHIN_TIMEOUT));
