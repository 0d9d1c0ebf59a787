/** Labels for operations from what they do: the same number for the same text. */
export function labelsOf(actions: readonly string[]): Int32Array {
  const ids = new Map<string, number>();
  return Int32Array.from(actions, (action) => {
    const known = ids.get(action);
    if (known !== undefined) return known;
    ids.set(action, ids.size);
    return ids.size - 1;
  });
}
