/**
 * What holds where a file says nothing: read from a file that says as little as possible, so that what is left out when a
 * scenario is printed comes back when it is read.
 */
import type { ClientSpec } from '../../workload/client.ts';
import { parseScenario } from '../parse-scenario.ts';
import type { Scenario } from '../scenario.ts';

const TEXT = `
name: Unspoken
duration: 1s
topology: {nodes: 1}
services: {store: {kind: replicated-store, consensus: raft}}
clients:
  probe: {kind: probe, target: store}
  open: {target: store, arrivals: {poisson: 1/s}}
  closed: {target: store, concurrency: 1}
  scripted: {target: store, operations: []}
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
