/** Calls of clients at random times; shrinks towards plain writes and reads of the first key by the first client. */
import * as fc from 'fast-check';
import type { PlannedOperation } from '../plan.ts';
import { rounderTimes } from '../shrink/rounder.ts';
import { simplerOperations } from '../shrink/simpler-operation.ts';
import type { PlanLimits } from './plan-limits.ts';
import { shrinkingBy } from './shrinking-by.ts';

export function operationArbitrary(limits: PlanLimits): fc.Arbitrary<PlannedOperation> {
  const { duration, operationNames, keys, clients, voters } = limits;
  const call = fc.record(
    {
      at: fc.integer({ min: 0, max: duration - 1 }),
      f: fc.constantFrom(...operationNames),
      key: fc.constantFrom(...keys),
      client: fc.nat(clients - 1),
      via: fc.nat(voters.min - 1),
    },
    { requiredKeys: ['at', 'f', 'key', 'client'] },
  );
  const sorted = [...keys].sort();
  return shrinkingBy(call, {
    accepts: (value): value is PlannedOperation =>
      typeof value === 'object' && value !== null && 'f' in value && 'client' in value,
    *simpler(operation) {
      for (const other of simplerOperations(operation, sorted)) if (operationNames.includes(other.f)) yield other;
      for (const at of rounderTimes(operation.at)) if (at < duration) yield { ...operation, at };
    },
  });
}
