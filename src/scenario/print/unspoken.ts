/**
 * What holds where a file says nothing: read from a file that says as little as possible, so that what is left out when a
 * scenario is printed comes back when it is read.
 */
import type { ServiceSpec } from '../../services/service.ts';
import type { ClientSpec } from '../../workload/client.ts';
import { parseScenario } from '../parse-scenario.ts';
import type { Scenario } from '../scenario.ts';

const TEXT = `
name: Unspoken
duration: 1s
topology: {nodes: 1}
services:
  store: {kind: replicated-store, consensus: raft}
  pool:
    kind: pool
    serviceTime: 1s
    autoscaler: fixed
    healthChecks: {}
    outlierEjection: {}
    circuitBreaker: {}
    calls: [{target: store}]
  batch: {kind: batch, scheduler: random, speculation: {}}
clients:
  probe: {kind: probe, target: store}
  open: {target: store, arrivals: {poisson: 1/s}}
  closed: {target: store, concurrency: 1}
  scripted: {target: store, operations: []}
  hedging: {target: pool, arrivals: {poisson: 1/s}, hedge: {}}
jobs:
  job: {target: batch, arrivals: {poisson: 1/s}, runtime: 1s}
`;

let cached: Scenario | undefined;

export const unspoken = (): Scenario => {
  if (cached === undefined) {
    const parsed = parseScenario({ name: 'unspoken', text: TEXT, sha256: '' });
    if (!parsed.ok) throw new Error(`no scenario: ${parsed.problems.map(({ message }) => message).join('; ')}`);
    cached = parsed.scenario;
  }
  return cached;
};

/** A client of that kind of which nothing is said. */
export const unspokenClient = <K extends ClientSpec['kind']>(kind: K): Extract<ClientSpec, { kind: K }> =>
  unspoken().clients.find((client) => client.kind === kind) as Extract<ClientSpec, { kind: K }>;

/** A service of that kind of which nothing is said but that it has everything that it may have. */
export const unspokenService = <K extends ServiceSpec['kind']>(kind: K): Extract<ServiceSpec, { kind: K }> =>
  unspoken().services.find((service) => service.kind === kind) as Extract<ServiceSpec, { kind: K }>;
