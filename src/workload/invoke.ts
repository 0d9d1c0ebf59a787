import type { ProcessId } from '../algorithms/environment.ts';
import type { OperationName, ScriptedOperation } from './client.ts';

/** What a caller insists on; where it says nothing, the client chooses. */
export interface Demand extends Pick<ScriptedOperation, 'value' | 'expected'> {
  /** Whom to ask first. */
  readonly via?: ProcessId;
}

/** Starts an operation on a client machine, on behalf of a user. */
export type Invoke = (f: OperationName, key: string, user: number, demand?: Demand) => void;
