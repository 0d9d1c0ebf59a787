/** What a pool costs to simulate, besides its machines. */
import { SECOND } from '../../core/time.ts';
import type { PoolSpec } from '../../services/pool/pool.ts';

/** Measured: 2.7 where nothing is refused or repeated. */
export const EVENTS_PER_POOL_REQUEST = 3;
/** Measured: the check and its answer. */
const EVENTS_PER_HEALTH_CHECK = 2;
/** What a balancer knows of a server. */
const BYTES_PER_VIEW = 100;
/** A request that waits. */
const BYTES_PER_REQUEST = 300;

/** Events a second that happen whether or not there are requests. `balancers`: all instances of all callers. */
export const poolBackground = ({ nodes, routing, scaling }: PoolSpec, balancers: number): number => {
  const { healthChecks, view } = routing;
  const checks =
    healthChecks === undefined ? 0 : (balancers * nodes.length * EVENTS_PER_HEALTH_CHECK * SECOND) / healthChecks.every;
  const polls = view.poll === 0 ? 0 : (balancers * SECOND) / view.poll;
  const metrics = scaling === undefined ? 0 : (nodes.length * SECOND) / scaling.metrics.every + SECOND / scaling.every;
  return checks + polls + metrics;
};

/** `requests`: in a whole run, of which no more than all can wait. */
export const poolBytes = ({ nodes, queue }: PoolSpec, balancers: number, requests: number): number =>
  balancers * nodes.length * BYTES_PER_VIEW + Math.min(nodes.length * queue.limit, requests) * BYTES_PER_REQUEST;
