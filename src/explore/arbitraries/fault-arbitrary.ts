/** Faults at random times; shrinks towards plain kinds that strike one machine by name, for good, at round times. */
import * as fc from 'fast-check';
import { constantSpec } from '../../core/distributions/distribution.ts';
import type { ParameterValues } from '../../core/parameters.ts';
import { MILLISECOND } from '../../core/time.ts';
import { faultKinds } from '../../faults/registry.ts';
import type { PlannedFault } from '../plan.ts';
import { isSimplerFault } from '../shrink/plan-cost.ts';
import { rounderTimes } from '../shrink/rounder.ts';
import { simplerFaults } from '../shrink/simpler-fault.ts';
import type { PlanLimits } from './plan-limits.ts';
import { shrinkingBy } from './shrinking-by.ts';
import { targetArbitrary } from './target-arbitrary.ts';

const SHORTEST = MILLISECOND;

export function faultArbitrary(
  limits: PlanLimits,
  machines = limits.voters.max + limits.spares,
): fc.Arbitrary<PlannedFault> {
  const { duration } = limits;
  const at = fc.integer({ min: 0, max: duration - 1 });
  const length = fc.oneof(
    fc.integer({ min: SHORTEST, max: Math.max(SHORTEST, Math.floor(duration / 20)) }),
    fc.integer({ min: SHORTEST, max: Math.max(SHORTEST, Math.floor(duration / 2)) }),
  );
  const ofKind = (kind: string): fc.Arbitrary<PlannedFault> =>
    fc
      .tuple(at, length, groupsOf(kind, machines), parametersOf(kind, limits))
      .map(([start, lasts, groups, parameters]) => ({
        ...{ kind, groups, at: start, parameters },
        ...(faultKinds.get(kind)?.lasting === true ? { for: lasts } : {}),
      }));
  return shrinkingBy(fc.oneof(...limits.faultKinds.map(ofKind)), {
    accepts: (value): value is PlannedFault => isPlannedFault(value) && limits.faultKinds.includes(value.kind),
    *simpler(fault) {
      for (const other of simplerFaults(fault, machines)) if (isSimplerFault(other, fault)) yield other;
      for (const time of rounderTimes(fault.at)) if (time < duration) yield { ...fault, at: time };
    },
  });
}

const isPlannedFault = (value: unknown): value is PlannedFault =>
  typeof value === 'object' && value !== null && 'kind' in value && 'groups' in value && 'parameters' in value;

/** Two sides for what happens between groups, the second the rest. */
function groupsOf(kind: string, machines: number): fc.Arbitrary<readonly string[]> {
  const target = targetArbitrary(machines);
  const { targets, groups } = faultKinds.get(kind)!;
  return targets === 'groups' && groups.max > 1 ? target.map((side) => [side, 'rest']) : target.map((one) => [one]);
}

/** Values for what has no default, and for what makes single messages worth meddling with. */
function parametersOf(kind: string, { messages }: PlanLimits): fc.Arbitrary<ParameterValues> {
  const late = fc.integer({ min: MILLISECOND, max: 500 * MILLISECOND });
  if (kind === 'link-loss') return fc.record({ share: fc.constantFrom(0.05, 0.2, 0.5, 0.9) });
  if (kind === 'duplicate' || kind === 'reorder') return fc.record({ share: fc.constantFrom(0.05, 0.2, 0.5) });
  if (kind === 'delay') return late.map((by) => ({ by: constantSpec(by) }));
  if (kind !== 'tamper') return fc.constant({});
  const which: fc.Arbitrary<ParameterValues> =
    messages.length === 0 ? fc.constant({}) : fc.record({ messages: fc.constantFrom(...messages) });
  return fc
    .tuple(which, fc.constantFrom('drop', 'hold', 'duplicate'), late, fc.nat(3), fc.integer({ min: 1, max: 3 }))
    .map(([kinds, action, by, skip, count]) => ({
      ...kinds,
      action,
      ...(action === 'drop' ? {} : { by }),
      skip,
      count,
    }));
}
