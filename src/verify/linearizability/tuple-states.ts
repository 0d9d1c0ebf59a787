/**
 * States that are tuples of whole numbers, one number for each distinct tuple. Transitions are remembered, so that a
 * tuple is built once for each pair of state and action.
 */
export interface TupleStates {
  id(tuple: readonly number[]): number;
  tuple(id: number): readonly number[];
  /** `next(id, action)`, computed once. `action` is a whole number below `actions`. */
  step(id: number, action: number): number;
  /** Numbers kept. */
  size(): number;
}

export function createTupleStates(
  actions: number,
  next: (tuple: readonly number[], action: number) => readonly number[] | undefined,
  illegal: number,
): TupleStates {
  const ids = new Map<string, number>();
  const tuples: (readonly number[])[] = [];
  const steps = new Map<number, number>();
  let size = 0;

  function id(tuple: readonly number[]): number {
    const text = tuple.join(',');
    const known = ids.get(text);
    if (known !== undefined) return known;
    ids.set(text, tuples.length);
    tuples.push(tuple);
    // The tuple, and its text at a byte or two a character.
    size += tuple.length * 2 + 16;
    return tuples.length - 1;
  }

  return {
    id,
    tuple: (state) => tuples[state],
    step(state, action) {
      const place = state * actions + action;
      const known = steps.get(place);
      if (known !== undefined) return known;
      const after = next(tuples[state], action);
      const result = after === undefined ? illegal : id(after);
      steps.set(place, result);
      size += 8;
      return result;
    },
    size: () => size,
  };
}
