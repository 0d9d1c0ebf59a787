/**
 * Which operations may wait for which, without loss: of two that do the same (equal labels), one that was called and
 * returned no later than the other may go first, since in any linearization the two can change places. That turns the
 * subsets of n alike operations into n + 1.
 */

/**
 * By operation, in the order of calls: the last one before it that does the same and returned no later, or -1.
 * `returns` is Infinity where the outcome is unknown.
 */
export function predecessors(labels: Int32Array, returns: Float64Array): Int32Array {
  const found = new Int32Array(labels.length).fill(-1);
  /** By label: candidates, with ascending returns. Of one that returned later than a newer one, the newer does the duty. */
  const candidates = new Map<number, number[]>();
  for (let operation = 0; operation < labels.length; operation++) {
    let stack = candidates.get(labels[operation]);
    if (stack === undefined) {
      stack = [];
      candidates.set(labels[operation], stack);
    }
    while (stack.length > 0 && returns[stack[stack.length - 1]] > returns[operation]) stack.pop();
    if (stack.length > 0) found[operation] = stack[stack.length - 1];
    stack.push(operation);
  }
  return found;
}
