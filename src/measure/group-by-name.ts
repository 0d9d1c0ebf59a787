import { getOrCreate } from '../core/get-or-create.ts';

/** From one record a run to one list a name, in the order of first appearance; runs without the name are left out. */
export function groupByName<T>(records: readonly (Readonly<Record<string, T>> | undefined)[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const record of records) {
    for (const [name, value] of Object.entries(record ?? {})) getOrCreate(groups, name, (): T[] => []).push(value);
  }
  return groups;
}
