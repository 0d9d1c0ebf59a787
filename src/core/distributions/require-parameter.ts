/** What `createDistribution` says about impossible parameters. The scenario floor says it earlier and with a position. */

/** Throws a RangeError naming the distribution and the value unless `possible`. */
export function requireParameter(possible: boolean, kind: string, requirement: string, value: unknown): void {
  if (!possible) throw new RangeError(`${kind}: ${requirement}, not ${value}`);
}
