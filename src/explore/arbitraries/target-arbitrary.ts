/** Targets of faults: machines by name, by role and at random. Unbiased: names as often as everything else together. */
import * as fc from 'fast-check';
import { STORE } from '../plan-to-scenario.ts';
import { joinParts, machineName } from '../shrink/machine-names.ts';

/** `machines`: how many there are. */
export function targetArbitrary(machines: number): fc.Arbitrary<string> {
  const names = Array.from({ length: machines }, (_, machine) => machineName(machine));
  const some = fc.subarray(names, { minLength: 1, maxLength: Math.max(1, Math.ceil(machines / 2)) }).map(joinParts);
  const roles = fc.constantFrom(`leader of ${STORE}`, `a follower of ${STORE}`, `a minority of ${STORE}`);
  return fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...names) }, some, roles);
}
