/** One machine per client and zone, named `<client>@<zone>`, numbered after the servers. */
import type { NodePlan } from '../../cluster/topology.ts';
import type { ClientSpec } from '../../workload/client.ts';
import { clientMachine } from './compile-machine.ts';
import type { Places } from './places.ts';

/** Client machines stand in racks of their own: what a rack's servers lose does not touch them. */
const CLIENT_RACK = '@clients';

export const clientMachines = (clients: readonly ClientSpec[], places: Places): NodePlan[] => {
  const machine = clientMachine();
  const regionOf = new Map(places.zones.map(({ name, region }) => [name, region]));
  return clients
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
