/**
 * Groups operations that touch several objects: two are in one group if they have an object in common, directly or
 * through others. By locality (Herlihy & Wing, 1990, theorem 1) each group can be checked by itself.
 */
import type { Operation } from '../../history/operation.ts';

export function connectedKeys(
  operations: readonly Operation[],
  keysOf: (operation: Operation) => readonly string[],
): ReadonlyMap<string, readonly Operation[]> {
  const parents = new Map<string, string>();
  const find = (key: string): string => {
    let root = key;
    for (let parent = parents.get(root); parent !== undefined && parent !== root; parent = parents.get(root))
      root = parent;
    parents.set(key, root);
    return root;
  };
  const touched = operations.map(keysOf);
  for (const keys of touched) for (const key of keys) parents.set(find(key), find(keys[0]));
  const groups = new Map<string, Operation[]>();
  for (const [i, operation] of operations.entries()) {
    const name = touched[i].length === 0 ? '' : find(touched[i][0]);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [operation]);
    else group.push(operation);
  }
  return groups;
}
