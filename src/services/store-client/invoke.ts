import type { ProcessId } from '../../algorithms/environment.ts';
import type { Micros } from '../../core/time.ts';

export type OperationName = 'read' | 'write' | 'cas' | 'append' | 'delete';

/** What a caller insists on; where it says nothing, the client chooses. */
export interface Demand {
  /** What is written or appended; absent: a value of its own. */
  readonly value?: number | string;
  /** Of a `cas`. */
  readonly expected?: number | string | null;
  /** Whom to ask first. */
  readonly via?: ProcessId;
  /** How long it may take, if that is less than the client's own timeout. */
  readonly timeout?: Micros;
}

/** Starts an operation on a client machine, on behalf of a user. */
export type Invoke = (f: OperationName, key: string, user: number, demand?: Demand) => void;
