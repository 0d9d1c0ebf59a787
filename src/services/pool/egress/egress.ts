/** The way from a server to a service that it calls: a client library in a process of its own, on the same machine. */
import type { ProcessId } from '../../../algorithms/environment.ts';
import type { Micros } from '../../../core/time.ts';

export interface EgressCall {
  readonly key: number;
  /** −1 for none. */
  readonly session: number;
  readonly priority: number;
  /** How long it may take: no longer than the caller of the server still waits. Above 0. */
  readonly timeout: Micros;
}

export interface Egress {
  readonly process: ProcessId;
  /** `done` may be called at once. Not at all if the machine ends first. */
  call(request: EgressCall, done: (ok: boolean) => void): void;
}
