/** Simpler client operations in place of one: no replica asked first, the first client, the first key, plain writes. */
import type { PlannedOperation } from '../plan.ts';

/** `keys`: those in use, sorted. Times are left alone. */
export function* simplerOperations(operation: PlannedOperation, keys: readonly string[]): Generator<PlannedOperation> {
  if (operation.via !== undefined) {
    const { via: _, ...anybody } = operation;
    yield anybody;
  }
  if (operation.f !== 'write' && operation.f !== 'read') yield { ...operation, f: 'write' };
  for (const key of keys) {
    if (key === operation.key) break;
    yield { ...operation, key };
  }
  for (let client = 0; client < operation.client; client++) yield { ...operation, client };
}
