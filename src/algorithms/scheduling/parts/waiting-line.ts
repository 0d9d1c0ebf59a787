/**
 * What waits, in groups of units that are alike for everybody who chooses (priority, user, class, demands): only the first of a
 * group, by time of submission, can be next. A group knows where it may fit: once nothing was found for its first, only machines
 * on which something has ended since are worth a look. So a step costs no more for ten thousand waiting tasks than for
 * one of each kind.
 */
import type { WaitingTask } from '../scheduler.ts';
import { type Unit, unitOf } from './unit.ts';

export interface Group {
  readonly key: string;
  /** In order of submission, from `head` on. */
  readonly units: Unit[];
  head: number;
  /** The only machines where its first may fit; undefined: any. */
  candidates: number[] | undefined;
  /** Whether its units would fit if nothing ran; undefined: nobody has looked since machines came or went. */
  possible: boolean | undefined;
}

export interface WaitingLine {
  readonly groups: readonly Group[];
  add(unit: Unit): void;
  /** Takes off the first of a group. */
  shift(group: Group): Unit;
  /** Takes one task off; what is left of its gang goes on waiting. */
  remove(task: number): void;
  /** There may be more room on a machine. */
  released(machine: number): void;
  /** Machines have come or gone. */
  reset(): void;
}

export const firstOf = ({ units, head }: Group): Unit => units[head];

const earlier = (a: Unit, b: Unit): boolean =>
  a.submittedAt !== b.submittedAt ? a.submittedAt < b.submittedAt : a.id < b.id;

/** `machines`: how many there are. */
export function createWaitingLine(machines: number): WaitingLine {
  const groups: Group[] = [];
  const byKey = new Map<string, Group>();
  /** By task. */
  const units = new Map<number, { readonly unit: Unit; readonly group: Group }>();

  function groupOf(unit: Unit): Group {
    const key = keyOf(unit);
    const known = byKey.get(key);
    if (known !== undefined) return known;
    const group: Group = { key, units: [], head: 0, candidates: undefined, possible: undefined };
    byKey.set(key, group);
    groups.push(group);
    return group;
  }

  function forgetIfEmpty(group: Group): void {
    if (group.head < group.units.length) {
      if (group.head < 1000 || 2 * group.head < group.units.length) return;
      group.units.splice(0, group.head);
      group.head = 0;
      return;
    }
    byKey.delete(group.key);
    groups.splice(groups.indexOf(group), 1);
  }

  function add(unit: Unit): void {
    const group = groupOf(unit);
    const place = placeOf(group, unit);
    if (place === group.head && group.head > 0) group.units[--group.head] = unit;
    else group.units.splice(place, 0, unit);
    for (const { id } of unit.tasks) units.set(id, { unit, group });
  }

  function take(group: Group, place: number): Unit {
    const unit = group.units[place];
    if (place === group.head) group.head++;
    else group.units.splice(place, 1);
    for (const { id } of unit.tasks) units.delete(id);
    forgetIfEmpty(group);
    return unit;
  }

  return {
    groups,
    add,
    shift: (group) => take(group, group.head),
    remove(task) {
      const entry = units.get(task);
      if (entry === undefined) return;
      const { unit, group } = entry;
      take(group, placeOf(group, unit));
      const left = unit.tasks.filter(({ id }) => id !== task);
      if (left.length > 0) add(unitOf(left));
    },
    released(machine) {
      for (const group of groups) {
        if (group.candidates === undefined) continue;
        group.candidates.push(machine);
        if (group.candidates.length > machines) group.candidates = undefined;
      }
    },
    reset() {
      for (const group of groups) {
        group.candidates = undefined;
        group.possible = undefined;
      }
    },
  };
}

/** Where the unit is in its group, or belongs. */
function placeOf({ units, head }: Group, unit: Unit): number {
  let low = head;
  let high = units.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (earlier(units[middle], unit)) low = middle + 1;
    else high = middle;
  }
  return low;
}

const demandKey = ({ demand, avoid }: WaitingTask): string => `${demand.join(',')}@${avoid}`;

const keyOf = ({ priority, user, jobClass, tasks }: Unit): string =>
  `${priority}/${user}/${jobClass}/${tasks.length === 1 ? demandKey(tasks[0]) : tasks.map(demandKey).join(' ')}`;
