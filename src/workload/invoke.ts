import type { OperationName } from './client.ts';

/** Starts an operation on a client machine, on behalf of a user. */
export type Invoke = (f: OperationName, key: string, user: number) => void;
