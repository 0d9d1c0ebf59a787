/**
 * What a scenario would take, estimated before anything is built, so that a typing error in a size is answered at once
 * and not by a machine that thrashes. An upper bound in spirit, to an order of magnitude: calendar that can be skipped counts in
 * full, faults and retries count nothing.
 */

import { createDistribution } from '../core/distributions/create-distribution.ts';
import { SECOND } from '../core/time.ts';
import { formatBytes } from '../core/units/format-bytes.ts';
import { formatCount } from '../core/units/format-count.ts';
import type { ReplicatedStoreSpec } from '../services/service.ts';
import { servicesOfKind } from '../services/services-of-kind.ts';
import type { ClientSpec } from '../workload/client.ts';
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

type Costed = Pick<Scenario, 'duration' | 'warmup' | 'runs' | 'services' | 'clients' | 'topology'>;

/** Requests a second of a client, over all its machines. */
const requestRate = (client: ClientSpec): number => {
  switch (client.kind) {
    case 'probe':
      return (client.zones.length * SECOND) / client.every;
    case 'closed': {
      // A call takes a millisecond at least, or callers without thinking time would be infinitely fast.
      const cycle = createDistribution(client.think).mean + 1_000;
      return (client.concurrency * SECOND) / cycle;
    }
    case 'scripted':
      return 0;
    case 'open':
      switch (client.arrivals.kind) {
        case 'diurnal':
          return (client.arrivals.low + client.arrivals.high) / 2;
        case 'timestamps':
          return 0;
        case 'rates':
          return client.arrivals.steps.reduce((highest, { rate }) => Math.max(highest, rate), 0);
        default:
          return client.arrivals.rate;
      }
  }
};

const backgroundRate = ({ voters, learners, options }: ReplicatedStoreSpec): number => {
  const { heartbeatInterval } = options;
  const interval = typeof heartbeatInterval === 'number' && heartbeatInterval > 0 ? heartbeatInterval : HEARTBEAT;
  return (2 * (voters.length + learners.length) * EVENTS_PER_MESSAGE * SECOND) / interval;
};

/** Requests that are listed one by one. */
const listedRequests = (client: ClientSpec): number => {
  if (client.kind === 'scripted') return client.operations.length;
  return client.kind === 'open' && client.arrivals.kind === 'timestamps' ? client.arrivals.times.length : 0;
};

const clientEvents = (client: ClientSpec, services: readonly ReplicatedStoreSpec[], seconds: number): number => {
  const followers = Math.max(0, (services.find(({ name }) => name === client.target)?.voters.length ?? 1) - 1);
  const each = EVENTS_PER_REQUEST + 2 * followers * EVENTS_PER_MESSAGE;
  return (requestRate(client) * seconds + listedRequests(client)) * each;
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
  const { clients, runs, topology } = scenario;
  const services = servicesOfKind(scenario.services, 'replicated-store');
  const seconds = (scenario.duration + scenario.warmup) / SECOND;
  const background = services.reduce((sum, service) => sum + backgroundRate(service), 0) * seconds;
  const requests = clients.reduce((sum, client) => sum + clientEvents(client, services, seconds), 0);
  const events = (background + requests) * runs;
  const bytes = topology.nodes.length * BYTES_PER_NODE + clients.reduce((sum, client) => sum + clientBytes(client), 0);
  return {
    events,
    bytes,
    text: `about ${round(events)} events over ${runs === 1 ? 'one run' : `${formatCount(runs)} runs`} and ${formatBytes(Number(bytes.toPrecision(2)))} of memory`,
  };
};
