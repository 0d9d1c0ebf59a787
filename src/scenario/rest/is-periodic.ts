/**
 * Whether nothing is random in a cluster at rest, so that it repeats itself to the microsecond: constant latencies and
 * costs, clocks that do not drift, requests in an even rhythm. Such a run is skipped only where it continues exactly as
 * if it had been simulated; in particular not while a machine is down, since the others' attempts to reach it again
 * have a rhythm of their own.
 */

import { linkBetween } from '../../cluster/network/link-class.ts';
import { servicesOfKind } from '../../services/services-of-kind.ts';
import type { Scenario } from '../scenario.ts';

/** Every pair of machines is looked at. */
const NODES_MAX = 200;

export function isPeriodic({ topology, services, clients }: Scenario): boolean {
  const { links, nodes } = topology;
  if (nodes.length > NODES_MAX) return false;
  const servers = nodes.filter(({ role }) => role === 'server');
  return (
    nodes.every((a) => nodes.every((b) => linkBetween(links, a, b).latency.kind === 'constant')) &&
    servers.every(
      ({ machine: { disk, clock } }) =>
        disk.write.kind === 'constant' && disk.fsync.kind === 'constant' && clock.drift === 0,
    ) &&
    servicesOfKind(services, 'replicated-store').every(
      ({ requestCost, messageCost }) => requestCost.kind === 'constant' && messageCost.kind === 'constant',
    ) &&
    clients.every(
      (client) => client.kind === 'probe' || (client.kind === 'open' && client.arrivals.kind === 'constant'),
    )
  );
}
