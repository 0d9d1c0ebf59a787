/** Simpler faults in place of one, the boldest first: how faults shrink, in the hunter and in people's own tests. */
import { faultKinds } from '../../faults/registry.ts';
import type { PlannedFault } from '../plan.ts';
import { joinParts, machineName, machineOf, partsOf } from './machine-names.ts';
import { rounderTimes } from './rounder.ts';
import { simplerParameters } from './simpler-parameters.ts';

/**
 * Kinds that do something simpler of the same sort to the same targets. Never one that a protocol bears less: power
 * failures instead of orderly stops, but no lying disks instead of slow ones.
 */
const SIMPLER_KINDS: Readonly<Record<string, readonly string[]>> = {
  stop: ['crash'],
  outage: ['crash'],
  'bad-release': ['crash'],
  'rolling-restart': ['crash'],
  'torn-write': ['crash'],
  overload: ['pause'],
  'slow-cpu': ['pause'],
  bridge: ['partition'],
  'majorities-ring': ['isolate'],
  flap: ['partition'],
  'link-loss': ['partition'],
  'one-way-partition': ['partition'],
  bandwidth: ['partition'],
};

/** `machines`: how many there are for a role to be resolved to. */
export function* simplerFaults(fault: PlannedFault, machines: number): Generator<PlannedFault> {
  const kind = faultKinds.get(fault.kind);
  for (const name of SIMPLER_KINDS[fault.kind] ?? []) {
    const { max } = faultKinds.get(name)!.groups;
    if (fault.groups.length <= max) yield { ...fault, kind: name, parameters: {} };
  }
  if (fault.for !== undefined && kind?.lasting !== false) {
    const { for: _, ...lasting } = fault;
    yield lasting;
  }
  for (const groups of simplerGroups(fault.groups, kind?.groups.min ?? 1, machines)) yield { ...fault, groups };
  for (const parameters of simplerParameters(fault.parameters, kind?.parameters ?? {})) yield { ...fault, parameters };
  if (fault.for !== undefined) for (const length of rounderTimes(fault.for)) yield { ...fault, for: length };
}

/** Fewer groups, then each group simpler; machines that other groups name are not named again. */
export function* simplerGroups(
  groups: readonly string[],
  least: number,
  machines: number,
): Generator<readonly string[]> {
  if (groups.length > Math.max(least, 1)) {
    for (let i = groups.length - 1; i >= 0; i--) {
      const fewer = groups.filter((_, index) => index !== i);
      if (!isRestAlone(fewer)) yield fewer;
    }
  }
  for (let i = 0; i < groups.length; i++) {
    const elsewhere = groups.flatMap((group, index) => (index === i ? [] : partsOf(group).map(machineOf)));
    for (const group of simplerGroup(groups[i], machines)) {
      const named = partsOf(group).map(machineOf);
      if (named.some((machine) => machine !== undefined && elsewhere.includes(machine))) continue;
      yield groups.map((old, index) => (index === i ? group : old));
    }
  }
}

/** The rest of nothing is no target. */
export const isRestAlone = (groups: readonly string[]): boolean => groups.every((group) => group === 'rest');

/** Fewer machines; a role or a random choice resolved to each machine, and to each pair of them. */
function* simplerGroup(group: string, machines: number): Generator<string> {
  const parts = partsOf(group);
  if (parts.length > 1) for (const part of parts) yield joinParts(parts.filter((other) => other !== part));
  yield* earlierMachines(parts);
  for (const part of parts) {
    if (machineOf(part) !== undefined || part === 'rest') continue;
    for (const names of choices(machines)) {
      yield joinParts([...new Set(parts.flatMap((other) => (other === part ? names : [other])))]);
    }
  }
}

/** Machines that come earlier in place of one that is named. */
function* earlierMachines(parts: readonly string[]): Generator<string> {
  for (const part of parts) {
    const machine = machineOf(part) ?? 0;
    for (let earlier = 0; earlier < machine; earlier++) {
      const name = machineName(earlier);
      if (!parts.includes(name)) yield joinParts(parts.map((other) => (other === part ? name : other)));
    }
  }
}

function* choices(machines: number): Generator<readonly string[]> {
  for (let one = 0; one < machines; one++) yield [machineName(one)];
  for (let one = 0; one < machines; one++) {
    for (let other = one + 1; other < machines; other++) yield [machineName(one), machineName(other)];
  }
}
