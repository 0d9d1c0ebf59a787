/** Sizes, networks and disks of clusters, for tests that make everything else themselves. */
import * as fc from 'fast-check';
import type { Range } from '../../core/parameters.ts';
import { DEFAULT_LIMITS } from '../../explore/arbitraries/plan-limits.ts';
import { shrinkingBy } from '../../explore/arbitraries/shrinking-by.ts';
import type { Plan } from '../../explore/plan.ts';
import { rounderTimes } from '../../explore/shrink/rounder.ts';

/** What a cluster is made of. Latencies and fsyncs are uniform within their range, constant where both ends are equal. */
export type ClusterTopology = Pick<Plan, 'voters' | 'spares' | 'transport' | 'latency' | 'fsync'>;

export interface TopologyOptions {
  /** Default 3 to 5. */
  readonly voters?: Range;
  /** Replicas outside the first membership, at most. Default 0. */
  readonly spares?: number;
  /** Both, by default. */
  readonly transports?: readonly Plan['transport'][];
  /** One way, microseconds. Default 100 µs to 20 ms. */
  readonly latency?: Range;
  /** Microseconds. Default 0 to 20 ms. */
  readonly fsync?: Range;
}

/**
 * Shrinks to fewer machines, streams, and constant, round delays.
 *
 * @example
 * fc.property(topologies({ voters: { min: 3, max: 3 } }), faultSchedules(), (topology, faults) => {
 *   expect(runCluster(raft, planOf(raft, { ...topology, faults }))).toHoldInvariants();
 * });
 */
export function topologies(options: TopologyOptions = {}): fc.Arbitrary<ClusterTopology> {
  const { voters, spares, latency, fsync } = { ...DEFAULT_LIMITS, ...options };
  const transports = options.transports ?? ['stream', 'datagram'];
  const drawn: fc.Arbitrary<ClusterTopology> = fc.record({
    voters: fc.integer(voters),
    spares: fc.nat(spares),
    transport: fc.constantFrom(...transports),
    latency: within(latency),
    fsync: within(fsync),
  });
  return shrinkingBy(drawn, {
    accepts: (value): value is ClusterTopology =>
      typeof value === 'object' && value !== null && 'voters' in value && 'latency' in value && 'fsync' in value,
    *simpler(topology) {
      if (topology.spares > 0) yield { ...topology, spares: 0 };
      for (let fewer = voters.min; fewer < topology.voters; fewer++) yield { ...topology, voters: fewer };
      for (let fewer = 1; fewer < topology.spares; fewer++) yield { ...topology, spares: fewer };
      if (topology.transport !== transports[0]) yield { ...topology, transport: transports[0] };
      for (const range of simplerRanges(topology.latency, latency.min)) yield { ...topology, latency: range };
      for (const range of simplerRanges(topology.fsync, fsync.min)) yield { ...topology, fsync: range };
    },
  });
}

const within = ({ min, max }: Range): fc.Arbitrary<Range> =>
  fc
    .tuple(fc.integer({ min, max }), fc.integer({ min, max }))
    .map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) }));

/** Constants first; of a constant, rounder ones. */
function* simplerRanges({ min, max }: Range, least: number): Generator<Range> {
  if (min < max) {
    yield { min, max: min };
    yield { min: max, max };
  } else for (const time of rounderTimes(min, least)) if (time < min) yield { min: time, max: time };
}
