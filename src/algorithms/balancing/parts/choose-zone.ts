/**
 * Which zone gets a request, as in Envoy ("Zone aware routing"; load_balancer_impl.cc,
 * `regenerateLocalityRoutingStructures`). Every zone is to get requests in proportion to its capacity. Where the home
 * zone's share of that covers its share of the callers, all of theirs stay; else the rest goes to zones whose capacity
 * exceeds their callers, in proportion to the excess.
 */

/**
 * The index of a zone of which some capacity is there. `capacity`, `callers`: shares of the whole by zone, each summing
 * to 1; at `home` both above 0. `random`: uniform in [0, 1), drawn once for each choice that has to be made.
 */
export function chooseZone(capacity: Float64Array, callers: Float64Array, home: number, random: () => number): number {
  const kept = capacity[home] / callers[home];
  if (kept >= 1 || random() < kept) return home;
  let excess = 0;
  for (let zone = 0; zone < capacity.length; zone++) excess += Math.max(0, capacity[zone] - callers[zone]);
  let left = random() * excess;
  let last = home;
  for (let zone = 0; zone < capacity.length; zone++) {
    if (capacity[zone] <= callers[zone]) continue;
    last = zone;
    left -= capacity[zone] - callers[zone];
    if (left < 0) return zone;
  }
  return last;
}
