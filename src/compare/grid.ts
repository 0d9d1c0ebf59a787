/** Variants as points of a grid of axes, the last axis varying fastest. */

/** Index into the values of each axis, by variant. One variant without axes. */
export function gridOf(sizes: readonly number[]): number[][] {
  let points: number[][] = [[]];
  for (const size of sizes) {
    points = points.flatMap((point) => Array.from({ length: size }, (_, value) => [...point, value]));
  }
  return points;
}

export interface GridLine {
  readonly axis: number;
  /** As in `gridOf`, −1 on `axis`. */
  readonly at: readonly number[];
  /** In the order of the axis. */
  readonly variants: readonly number[];
}

/** All lines along axes with several values: variants that differ in one axis alone. By axis, then by the other axes. */
export function linesOf(sizes: readonly number[]): GridLine[] {
  const points = gridOf(sizes);
  return sizes.flatMap((size, axis) => {
    if (size < 2) return [];
    const stride = sizes.slice(axis + 1).reduce((product, each) => product * each, 1);
    return points.flatMap((point, first) =>
      point[axis] === 0
        ? [
            {
              axis,
              at: point.with(axis, -1),
              variants: Array.from({ length: size }, (_, value) => first + value * stride),
            },
          ]
        : [],
    );
  });
}
