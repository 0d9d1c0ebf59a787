/**
 * What is known of backends, held in arrays by position, on its way to a new list: it stays with the name. Of a backend
 * that was away nothing is known when it comes back.
 */
import type { Backend } from '../balancer.ts';

/** For each backend of `next`, its position in `previous`; −1 if it is new. */
export function previousPositions(previous: readonly Backend[], next: readonly Backend[]): Int32Array {
  const positions = new Map(previous.map(({ name }, position) => [name, position]));
  return Int32Array.from(next, ({ name }) => positions.get(name) ?? -1);
}

/** `values` by the new positions; `initial` where a backend is new. */
export function carried(values: Float64Array, from: Int32Array, initial = 0): Float64Array {
  return Float64Array.from(from, (position) => (position < 0 ? initial : values[position]));
}
