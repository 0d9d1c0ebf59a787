/** Every node of the target alone: cut off from all machines, from each other too. */
import type { FaultKind } from '../fault-kind.ts';
import { onEach } from '../on-each.ts';
import { read } from '../parameter-values.ts';
import { betweenGroups, impairRoutes, othersThan } from '../routes.ts';

export const isolate: FaultKind = {
  name: 'isolate',
  summary: 'each node of the target is cut off from every other machine',
  example: '{isolate: leader of store, every: {exponential: 7d}, for: 30s}',
  targets: 'nodes',
  groups: { min: 1, max: 1 },
  lasting: true,
  parameters: {
    clients: { type: 'boolean', doc: 'cut off from client machines as well', default: true },
  },
  strike({ cluster, servers, parameters }) {
    const clients = read.boolean(parameters, 'clients');
    const clientMachines = new Set(cluster.topology.nodes.filter(({ role }) => role === 'client').map(({ id }) => id));
    return onEach(servers, (node) => {
      // The servers of the target that come later cut themselves off: each pair is blocked once.
      const before = servers.slice(0, servers.indexOf(node));
      const others = othersThan(cluster, [node, ...before]).filter((id) => clients || !clientMachines.has(id));
      return impairRoutes(cluster, betweenGroups([node], others), { blocked: true });
    });
  },
  describe: ([nodes]) => `isolation of ${nodes}`,
};
