/** What clients and the replicated store say to each other. */

import type { LogPosition } from '../algorithms/consensus/consensus.ts';
import type { Message, ProcessId } from '../algorithms/environment.ts';
import type { KeyValueCommand, Value } from '../algorithms/state-machine/key-value-command.ts';

export interface StoreRequest extends Message {
  readonly kind: 'store/request';
  /** Numbers the operations of the client process: the same in every attempt. */
  readonly operation: number;
  /** From 1. */
  readonly attempt: number;
  readonly command: KeyValueCommand;
}

/** The command was carried out. `position`: the log entry that holds it; absent for reads. */
export interface StoreResult {
  readonly status: 'ok' | 'mismatch';
  readonly value: Value;
  readonly position?: LogPosition;
}

export type StoreRefusal =
  /** No effect. `leader`: whom to ask, if this replica knows. */
  | { readonly status: 'not-leader'; readonly leader: ProcessId | undefined }
  /** No effect: too much to do (`busy` of the protocol, or a full CPU queue). */
  | { readonly status: 'overload' }
  /** Leadership was lost on the way: the command may take effect or not, now or later. */
  | { readonly status: 'unknown'; readonly leader: ProcessId | undefined }
  /** The session was dropped: this attempt had no effect, but earlier ones may have had. */
  | { readonly status: 'expired' };

export type StoreAnswer = StoreResult | StoreRefusal;

export interface StoreResponse extends Message {
  readonly kind: 'store/response';
  readonly operation: number;
  readonly attempt: number;
  readonly answer: StoreAnswer;
}

export const isStoreRequest = (message: Message): message is StoreRequest => message.kind === 'store/request';
export const isStoreResponse = (message: Message): message is StoreResponse => message.kind === 'store/response';

/** Headers of HTTP/2 and gRPC frames, compressed, and the fields above. */
const ENVELOPE_BYTES = 64;

/** Bytes on the wire. */
export const requestBytes = ({ key, valueBytes = 0 }: KeyValueCommand): number =>
  ENVELOPE_BYTES + key.length + valueBytes;

/** Bytes on the wire of an answer that carries `valueBytes` of data. */
export const responseBytes = (valueBytes: number): number => ENVELOPE_BYTES + valueBytes;
