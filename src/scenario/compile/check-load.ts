/** Warns about pools that are offered more work than they can do: without an end, their queues only grow. */
import { createDistribution } from '../../core/distributions/create-distribution.ts';
import { SECOND } from '../../core/time.ts';
import { formatCount } from '../../core/units/format-count.ts';
import type { PoolSpec } from '../../services/pool/pool.ts';
import type { ServiceSpec } from '../../services/service.ts';
import { servicesOfKind } from '../../services/services-of-kind.ts';
import type { ArrivalSpec, ClientSpec } from '../../workload/client.ts';
import { offered } from '../cost/offered.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { ScalarNode } from '../yaml/tree.ts';
import type { Places } from './places.ts';

/** In the long run; recorded arrivals are what they are and count nothing. */
const meanRate = (arrivals: ArrivalSpec): number => {
  switch (arrivals.kind) {
    case 'on-off': {
      const [on, off] = [arrivals.on, arrivals.off].map((spec) => createDistribution(spec).mean);
      return on === Number.POSITIVE_INFINITY ? arrivals.rate : (arrivals.rate * on) / (on + off);
    }
    case 'diurnal':
      return (arrivals.low + arrivals.high) / 2;
    case 'timestamps':
    case 'rates':
      return 0;
    default:
      return arrivals.rate;
  }
};

/** Callers of a closed loop wait for their answers: they cannot offer too much for long. */
const offeredBy = (client: ClientSpec): number => {
  if (client.kind === 'probe') return (client.zones.length * SECOND) / client.every;
  return client.kind === 'open' ? meanRate(client.arrivals) : 0;
};

/** Cores of nominal speed that it can ever use. */
const capacityOf = ({ nodes, initial, concurrency, scaling }: PoolSpec, places: Places): number =>
  nodes.slice(0, scaling === undefined ? initial : scaling.max).reduce((sum, id) => {
    const { cores, speed } = places.nodes[id].machine;
    return sum + Math.min(cores, concurrency) * speed;
  }, 0);

/** Core time of a request at nominal speed, microseconds. */
const workOf = ({ serviceTime, hiccup }: PoolSpec): number =>
  createDistribution(serviceTime).mean +
  (hiccup === undefined ? 0 : hiccup.chance * createDistribution(hiccup.time).mean);

const rounded = (value: number): string =>
  Number.isFinite(value) ? formatCount(Number(value.toPrecision(3))) : 'infinitely many';

/** `keys`: where each service is named. */
export const checkLoad = (
  services: readonly ServiceSpec[],
  clients: readonly ClientSpec[],
  keys: ReadonlyMap<string, ScalarNode>,
  places: Places,
  reporter: Reporter,
) => {
  const rates = offered(services, clients, offeredBy);
  for (const pool of servicesOfKind(services, 'pool')) {
    const rate = rates.get(pool.name) ?? 0;
    const key = keys.get(pool.name);
    const work = rate === 0 ? 0 : (rate * workOf(pool)) / SECOND;
    const capacity = capacityOf(pool, places);
    if (work <= capacity || key === undefined) continue;
    reporter.warn(key, messages.overloaded(pool.name, rounded(rate), rounded(work), rounded(capacity)));
  }
};
