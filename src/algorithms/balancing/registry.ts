/** The balancing algorithms by name. Plug-ins add theirs before a scenario is read. */
import type { BalancingAlgorithm } from './balancer.ts';
import { boundedLoadHash } from './bounded-load-hash.ts';
import { historyWeighted } from './history-weighted.ts';
import { joinIdleQueue } from './join-idle-queue.ts';
import { joinShortestQueue } from './join-shortest-queue.ts';
import { jumpHash } from './jump-hash.ts';
import { leastConnections } from './least-connections.ts';
import { leastResponseTime } from './least-response-time.ts';
import { maglev } from './maglev.ts';
import { peakEwma } from './peak-ewma.ts';
import { powerOfDChoices } from './power-of-d-choices.ts';
import { powerOfTwo } from './power-of-two.ts';
import { random } from './random.ts';
import { rendezvous } from './rendezvous.ts';
import { ringHash } from './ring-hash.ts';
import { roundRobin } from './round-robin.ts';
import { smoothWeightedRoundRobin } from './smooth-weighted-round-robin.ts';
import { stickySessions } from './sticky-sessions.ts';
import { threshold } from './threshold.ts';
import { weightedRandom } from './weighted-random.ts';
import { zoneAware } from './zone-aware.ts';

const byName = (algorithms: readonly BalancingAlgorithm[]): Map<string, BalancingAlgorithm> =>
  new Map(algorithms.map((algorithm) => [algorithm.name, algorithm]));

/** From the plainest to the ones that know most; then by hash of the key. */
const plain: readonly BalancingAlgorithm[] = [
  random,
  roundRobin,
  smoothWeightedRoundRobin,
  weightedRandom,
  threshold,
  leastConnections,
  powerOfTwo,
  powerOfDChoices,
  joinShortestQueue,
  joinIdleQueue,
  leastResponseTime,
  peakEwma,
  historyWeighted,
  ringHash,
  rendezvous,
  jumpHash,
  maglev,
  boundedLoadHash,
];
const unwrapped = [...plain, zoneAware(byName(plain))];
const algorithms = byName([...unwrapped, stickySessions(byName(unwrapped))]);

export const balancingAlgorithms: ReadonlyMap<string, BalancingAlgorithm> = algorithms;

/** Makes `algorithm` known by its name. Throws if the name is taken. */
export function registerBalancing(algorithm: BalancingAlgorithm): void {
  if (algorithms.has(algorithm.name))
    throw new Error(`a balancing algorithm named "${algorithm.name}" is registered already`);
  algorithms.set(algorithm.name, algorithm);
}
