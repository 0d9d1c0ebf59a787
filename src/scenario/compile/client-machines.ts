/**
 * One machine per client and zone, named `<client>@<zone>`, numbered after the servers; then one for the scheduler of each batch
 * cluster, `<service>/scheduler@<zone>`, in the zone of its first machine.
 */
import type { NodePlan } from '../../cluster/topology.ts';
import type { BatchSpec } from '../../services/batch/batch.ts';
import type { ClientSpec } from '../../workload/client.ts';
import { clientMachine } from './compile-machine.ts';
import type { Places } from './places.ts';

/** Client machines stand in racks of their own: what a rack's servers lose does not touch them. */
const CLIENT_RACK = '@clients';

export const clientMachines = (
  clients: readonly ClientSpec[],
  batches: readonly BatchSpec[],
  places: Places,
): NodePlan[] => {
  const machine = clientMachine();
  const regionOf = new Map(places.zones.map(({ name, region }) => [name, region]));
  const schedulers = batches.map(({ name, nodes }) => ({
    name: `${name}/scheduler`,
    zones: nodes.slice(0, 1).map((node) => places.nodes[node].zone),
  }));
  return [...clients, ...schedulers]
    .flatMap(({ name, zones }) => zones.map((zone) => ({ name: `${name}@${zone}`, zone })))
    .map(({ name, zone }, index) => ({
      id: places.nodes.length + index,
      name,
      role: 'client',
      region: regionOf.get(zone) ?? '',
      zone,
      rack: `${zone}/${CLIENT_RACK}`,
      machine,
    }));
};
