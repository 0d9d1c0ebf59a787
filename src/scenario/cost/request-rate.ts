/** Requests a second of a client, over all its machines, to an order of magnitude: at its busiest where that is not steady. */
import { createDistribution } from '../../core/distributions/create-distribution.ts';
import { SECOND } from '../../core/time.ts';
import type { ArrivalSpec, ClientSpec } from '../../workload/client.ts';

/** Those that are listed one by one count nothing. */
export const arrivalRate = (arrivals: ArrivalSpec): number => {
  switch (arrivals.kind) {
    case 'diurnal':
      return (arrivals.low + arrivals.high) / 2;
    case 'timestamps':
      return 0;
    case 'rates':
      return arrivals.steps.reduce((highest, { rate }) => Math.max(highest, rate), 0);
    default:
      return arrivals.rate;
  }
};

export const requestRate = (client: ClientSpec): number => {
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
      return arrivalRate(client.arrivals);
  }
};

/** Requests that are listed one by one. */
export const listedRequests = (client: ClientSpec): number => {
  if (client.kind === 'scripted') return client.operations.length;
  return client.kind === 'open' && client.arrivals.kind === 'timestamps' ? client.arrivals.times.length : 0;
};
