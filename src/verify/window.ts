/**
 * Memory for the last so many indices of a log, in typed arrays that grow with use: a ring once they have their full
 * size, before that a plain list, so that growing is copying.
 */
const INITIAL_SIZE = 256;

/** Sizes are powers of two. `maximum` is one. */
export const initialSize = (maximum: number): number => Math.min(INITIAL_SIZE, maximum);

/** The size at which `index` has a slot of its own, `size` if it has one already. */
export function sizeFor(index: number, size: number, maximum: number): number {
  let grown = size;
  while (grown < maximum && index >= grown) grown *= 2;
  return grown;
}

/** The same content in `size` slots, the new ones holding `filler`. */
export function enlarged(array: Float64Array, size: number, filler: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(size).fill(filler, array.length);
  larger.set(array);
  return larger;
}
