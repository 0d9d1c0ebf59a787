/**
 * Requests stay in the zone of their instance as far as its backends can carry them, the rest spills over to zones with
 * capacity to spare (Envoy, "Zone aware routing"). Within the zone another algorithm chooses, from the zone's backends
 * alone. Capacity is the weight of the available backends (Envoy's locality basis HEALTHY_HOSTS_WEIGHT), so failures at
 * home push requests out in proportion.
 *
 * As in Envoy, zones do not count while fewer than `minBackends` are available or none of this zone is. The wrapped
 * algorithm runs with its own defaults.
 */
import { defaultValues } from '../../core/default-values.ts';
import { getOrCreate } from '../../core/get-or-create.ts';
import type { Balancer, BalancerEnvironment, BalancingAlgorithm } from './balancer.ts';
import { chooseZone } from './parts/choose-zone.ts';
import { weightsOf } from './parts/weights-of.ts';
import { createZoneView, type ZoneView } from './parts/zone-view.ts';

/** `inner`: by name, what may choose within a zone; `round-robin` among them. */
export const zoneAware = (inner: ReadonlyMap<string, BalancingAlgorithm>): BalancingAlgorithm => ({
  name: 'zone-aware',
  summary: 'the own zone as far as it can carry the load, then zones with capacity to spare',
  source: 'Envoy, zone aware routing',
  complexity: 'pick O(n) and the pick of the wrapped algorithm, update O(n) and its update',
  options: {
    over: {
      type: { oneOf: [...inner.keys()] },
      doc: 'the algorithm that chooses within a zone',
      default: 'round-robin',
      source: 'Envoy lb_policy',
      swarm: ['round-robin', 'power-of-two'],
    },
    minBackends: {
      type: 'integer',
      doc: 'available backends below which zones do not count',
      default: 6,
      source: 'Envoy min_cluster_size',
      min: 1,
      max: 1_000_000,
      swarm: [6, 1],
    },
  },
  create(environment, { over, minBackends }) {
    const algorithm = inner.get(over as string) as BalancingAlgorithm;
    const create = (seen: BalancerEnvironment): Balancer => algorithm.create(seen, defaultValues(algorithm.options));
    const random = (): number => environment.random();
    /** For when zones do not count; it learns from every request, like those of the zones. */
    const everywhere = create(environment);
    let zones = new Map<string, ZoneView>();
    /** By index of the zone. */
    let views: readonly ZoneView[] = [];
    let capacity = new Float64Array(0);
    let callers = new Float64Array(0);
    let home = -1;
    /** By position of the backend: its weight, its zone's index and its position in there. */
    let weights = weightsOf([]);
    let zoneOf = new Int32Array(0);
    let within = new Int32Array(0);

    /** Sets the shares of `capacity`; the number of available backends. */
    const measure = (): number => {
      let available = 0;
      let total = 0;
      capacity.fill(0);
      for (let backend = 0; backend < weights.length; backend++) {
        if (!environment.available(backend)) continue;
        available++;
        total += weights[backend];
        capacity[zoneOf[backend]] += weights[backend];
      }
      if (total > 0) for (let zone = 0; zone < capacity.length; zone++) capacity[zone] /= total;
      return available;
    };

    return {
      update(backends) {
        const positions = new Map<string, number[]>();
        weights = weightsOf(backends);
        zoneOf = new Int32Array(backends.length);
        within = new Int32Array(backends.length);
        backends.forEach(({ zone }, position) => {
          const members = getOrCreate(positions, zone, () => []);
          within[position] = members.length;
          members.push(position);
        });
        const names = [...positions.keys()];
        const before = zones;
        zones = new Map(names.map((name) => [name, before.get(name) ?? createZoneView(environment, create)]));
        views = [...zones.values()];
        views.forEach((view, zone) => {
          const members = Int32Array.from(positions.get(names[zone]) as number[]);
          for (const position of members) zoneOf[position] = zone;
          view.update(backends, members);
        });
        everywhere.update(backends);
        home = names.indexOf(environment.zone);
        capacity = new Float64Array(names.length);
        callers = Float64Array.from(names, (name) => environment.instanceShare?.(name) ?? 1 / names.length);
      },
      pick(request) {
        const available = measure();
        if (home < 0 || capacity[home] === 0 || available < (minBackends as number)) return everywhere.pick(request);
        const view = views[chooseZone(capacity, callers, home, random)];
        return view.members[view.balancer.pick(request)];
      },
      sent(backend) {
        everywhere.sent(backend);
        views[zoneOf[backend]].balancer.sent(within[backend]);
      },
      ended(backend, latency, ok) {
        everywhere.ended(backend, latency, ok);
        views[zoneOf[backend]].balancer.ended(within[backend], latency, ok);
      },
      idle(backend) {
        everywhere.idle?.(backend);
        views[zoneOf[backend]].balancer.idle?.(within[backend]);
      },
    };
  },
});
