/** The ratio of metric and target is so near to 1 that nothing changes. */
export const withinTolerance = (ratio: number, tolerance: number): boolean => Math.abs(1 - ratio) <= tolerance;
