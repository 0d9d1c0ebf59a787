/** Machines in the targets of planned faults: `n1 and n3`, `leader of store`. */

/** Numbered from 0, named from 1. */
export const machineName = (machine: number): string => `n${machine + 1}`;

const SEPARATOR = /\s*,\s*|\s+and\s+/;

/** The parts of a target, as written. */
export const partsOf = (group: string): string[] => group.trim().split(SEPARATOR);

export const joinParts = (parts: readonly string[]): string => parts.join(' and ');

/** The machine that a part names; undefined for roles, places and the rest. */
export function machineOf(part: string): number | undefined {
  const match = /^n([1-9]\d*)$/.exec(part);
  return match === null ? undefined : Number(match[1]) - 1;
}

/** The target with every machine renamed; undefined if `rename` leaves nothing of it. */
export function renameGroup(group: string, rename: (machine: number) => number | undefined): string | undefined {
  const parts = partsOf(group).flatMap((part) => {
    const machine = machineOf(part);
    if (machine === undefined) return [part];
    const renamed = rename(machine);
    return renamed === undefined ? [] : [machineName(renamed)];
  });
  return parts.length === 0 ? undefined : joinParts(parts);
}
