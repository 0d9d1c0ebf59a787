/** The same change to every item, and one heal that undoes them all, in order. */
import type { Heal } from './fault-kind.ts';

export function onEach<T>(items: readonly T[], change: (item: T) => () => void): Heal {
  const undos = items.map(change);
  return () => {
    for (const undo of undos) undo();
  };
}
