/**
 * What a scenario would take, estimated before anything is built, so that a typing error in a size is answered at once
 * and not by a machine that thrashes. An upper bound in spirit, to an order of magnitude: calendar that can be skipped counts in
 * full, faults and retries count nothing.
 */

import { SECOND } from '../core/time.ts';
import { formatBytes } from '../core/units/format-bytes.ts';
import { formatCount } from '../core/units/format-count.ts';
import type { PoolSpec } from '../services/pool/pool.ts';
import type { ReplicatedStoreSpec, ServiceSpec } from '../services/service.ts';
import { servicesOfKind } from '../services/services-of-kind.ts';
import type { ClientSpec } from '../workload/client.ts';
import { jobEvents } from './cost/job-cost.ts';
import { offered } from './cost/offered.ts';
import { EVENTS_PER_POOL_REQUEST, poolBackground, poolBytes } from './cost/pool-cost.ts';
import { listedRequests, requestRate } from './cost/request-rate.ts';
import type { Scenario } from './scenario.ts';

export interface CostEstimate {
  /** Events over all runs. */
  readonly events: number;
  /** Memory of one run, bytes. */
  readonly bytes: number;
  /** Both, for people: `about 3e9 events and 20 MB`. */
  readonly text: string;
}

/** Beyond this a scenario is refused unless forced: years of one core, or more memory than machines have. */
export const COST_LIMIT = { events: 1e15, bytes: 64 * 1_073_741_824 } as const;

/** Measured order of magnitude: a machine, its replica and what observers keep about it. */
export const BYTES_PER_NODE = 20_000;
const BYTES_PER_KEY = 200;
const BYTES_PER_ARRIVAL = 16;
/** A message is delivered, goes through the CPU and is answered. */
const EVENTS_PER_MESSAGE = 3;
/** A request arrives, is sent, handled and answered, with its timers. */
const EVENTS_PER_REQUEST = 8;
/** Where a protocol does not say: one heartbeat every 100 ms, as etcd has it. */
const HEARTBEAT = 100_000;

type Costed = Pick<Scenario, 'duration' | 'warmup' | 'runs' | 'services' | 'clients' | 'jobs' | 'topology'>;

const backgroundRate = ({ voters, learners, options }: ReplicatedStoreSpec): number => {
  const { heartbeatInterval } = options;
  const interval = typeof heartbeatInterval === 'number' && heartbeatInterval > 0 ? heartbeatInterval : HEARTBEAT;
  return (2 * (voters.length + learners.length) * EVENTS_PER_MESSAGE * SECOND) / interval;
};

/** Of one request to a service. */
const eventsPerRequest = (service: ServiceSpec): number => {
  if (service.kind !== 'replicated-store') return EVENTS_PER_POOL_REQUEST;
  return EVENTS_PER_REQUEST + 2 * Math.max(0, service.voters.length - 1) * EVENTS_PER_MESSAGE;
};

/** Balancers of a pool: so many on every machine of its clients, and one on every server that calls it. */
const balancersOf = (pool: PoolSpec, services: readonly ServiceSpec[], clients: readonly ClientSpec[]): number => {
  const machines = clients
    .filter(({ target }) => target === pool.name)
    .reduce((sum, { zones }) => sum + zones.length, 0);
  const callers = servicesOfKind(services, 'pool').filter(({ calls }) =>
    calls.some(({ target }) => target === pool.name),
  );
  return machines * pool.routing.instances + callers.reduce((sum, { nodes }) => sum + nodes.length, 0);
};

const clientBytes = (client: ClientSpec): number => {
  if (client.kind !== 'open') return client.keys.count * BYTES_PER_KEY;
  const { arrivals } = client;
  const recorded = arrivals.kind === 'timestamps' ? arrivals.times.length : 0;
  return client.keys.count * BYTES_PER_KEY + recorded * BYTES_PER_ARRIVAL;
};

/** To two digits; beyond reading as a power of ten. */
const round = (value: number): string =>
  value < 1e6 ? formatCount(Number(value.toPrecision(2))) : value.toExponential(1).replace('e+', 'e');

/** Only the sizes in `scenario` matter. */
export const estimateCost = (scenario: Costed): CostEstimate => {
  const { clients, jobs = [], runs, services, topology } = scenario;
  const seconds = (scenario.duration + scenario.warmup) / SECOND;
  const requests = offered(services, clients, (client) => requestRate(client) * seconds + listedRequests(client));
  let events = jobs.reduce((sum, job) => sum + jobEvents(job, seconds), 0);
  let bytes = topology.nodes.length * BYTES_PER_NODE;
  for (const service of services) {
    const count = requests.get(service.name) ?? 0;
    events += count * eventsPerRequest(service);
    if (service.kind === 'replicated-store') events += backgroundRate(service) * seconds;
    if (service.kind !== 'pool') continue;
    const balancers = balancersOf(service, services, clients);
    events += poolBackground(service, balancers) * seconds;
    bytes += poolBytes(service, balancers, count);
  }
  for (const client of clients) bytes += clientBytes(client);
  events *= runs;
  return {
    events,
    bytes,
    text: `about ${round(events)} events over ${runs === 1 ? 'one run' : `${formatCount(runs)} runs`} and ${formatBytes(Number(bytes.toPrecision(2)))} of memory`,
  };
};
