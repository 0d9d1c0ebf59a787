/** Calls and returns of operations as typed arrays. What failed returned, but what is unknown did not. */
import type { Operation } from '../history/operation.ts';
import type { Spans } from './model.ts';

export const spansOf = (operations: readonly Operation[]): Spans => ({
  calls: Float64Array.from(operations, ({ call }) => call),
  returns: Float64Array.from(operations, (operation) => operation.return),
});
