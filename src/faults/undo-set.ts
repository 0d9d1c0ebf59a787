/** The undos of a strike that are still due, so that a heal in the middle of it undoes exactly what is in force. */
import type { Heal } from './fault-kind.ts';

export interface UndoSet {
  /** Remembers `undo`; the answer performs and forgets it, once. */
  add(undo: () => void): () => void;
  /** Performs what is left, in the order in which it was added. */
  undoAll: Heal;
}

export function createUndoSet(): UndoSet {
  const due = new Set<() => void>();
  return {
    add(undo) {
      // Its own closure, since the same function may be added twice.
      const entry = (): void => undo();
      due.add(entry);
      return () => {
        if (due.delete(entry)) entry();
      };
    },
    undoAll() {
      const left = [...due];
      due.clear();
      for (const undo of left) undo();
    },
  };
}
