/** Told of the servers of a pool at once: for whoever runs it. */
import type { Micros } from '../../../core/time.ts';
import type { ServerState } from '../server.ts';

export interface ServerWatcher {
  /** `gone`: it has ended, or its machine went down. */
  state(server: number, state: ServerState | 'gone'): void;
  /** Answered with `ok`, so long after its arrival. */
  answered(sojourn: Micros): void;
}
