/** Where machines stand and what they are made of, told from the list of servers. */
import type { NodePlan, Topology } from '../../cluster/topology.ts';
import { printLinks } from './print-links.ts';
import { printMachine } from './print-machine.ts';
import { same } from './same.ts';
import { unspoken } from './unspoken.ts';
import { type Entry, type Mapping, mapping, unlessEmpty } from './written.ts';

const groupBy = (nodes: readonly NodePlan[], level: 'region' | 'zone' | 'rack'): [string, NodePlan[]][] => {
  const groups = new Map<string, NodePlan[]>();
  for (const node of nodes) {
    const group = groups.get(node[level]);
    if (group === undefined) groups.set(node[level], [node]);
    else group.push(node);
  }
  return [...groups];
};

/** `eu/a` within its region. */
const shortName = (zone: string): string => zone.slice(zone.indexOf('/') + 1);
const standing = (nodes: readonly NodePlan[]): Mapping => mapping(['nodes', String(nodes.length)]);

const printZone = ([zone, nodes]: [string, NodePlan[]], onlyRack: string): Entry => {
  const racks = groupBy(nodes, 'rack').map(([rack, inside]): Entry => [rack.slice(zone.length + 1), standing(inside)]);
  const simple = racks.length === 1 && racks[0][0] === onlyRack;
  return [shortName(zone), simple ? standing(nodes) : mapping(['racks', mapping(...racks)])];
};

/** The names that a topology has where it gives none. */
const unnamed = (): { readonly region: string; readonly zone: string; readonly rack: string } => {
  const [{ region, zone, rack }] = unspoken().topology.nodes;
  return { region, zone, rack: rack.slice(zone.length + 1) };
};

/** As shortly as it can be said: a number of nodes, zones or regions. `overrides`: a number alone is not enough. */
const printPlaces = (servers: readonly NodePlan[], overrides: boolean): Entry => {
  const only = unnamed();
  const regions = groupBy(servers, 'region');
  const zonesOf = (nodes: readonly NodePlan[]): Mapping =>
    mapping(...groupBy(nodes, 'zone').map((zone) => printZone(zone, only.rack)));
  const [[region]] = regions;
  if (regions.length > 1 || region !== only.region) {
    return ['regions', mapping(...regions.map(([name, nodes]): Entry => [name, mapping(['zones', zonesOf(nodes)])]))];
  }
  const nameless = servers.every(({ zone, rack }) => zone === only.zone && rack === `${zone}/${only.rack}`);
  return nameless && !overrides ? ['nodes', String(servers.length)] : ['zones', zonesOf(servers)];
};

/** The machine that most servers are. */
const commonMachine = (servers: readonly NodePlan[]): NodePlan['machine'] => {
  const kinds: { machine: NodePlan['machine']; count: number }[] = [];
  for (const { machine } of servers) {
    const kind = kinds.find((known) => known.machine === machine || same(known.machine, machine));
    if (kind === undefined) kinds.push({ machine, count: 1 });
    else kind.count++;
  }
  return kinds.reduce((most, kind) => (kind.count > most.count ? kind : most)).machine;
};

/** Client machines are not written: they follow from the clients. */
export const printTopology = ({ nodes, links }: Topology): Mapping => {
  const servers = nodes.filter(({ role }) => role === 'server');
  const machine = commonMachine(servers);
  const overrides = servers.flatMap((node): Entry[] => {
    const differences = unlessEmpty(printMachine(node.machine, machine));
    return differences === undefined ? [] : [[node.name, differences]];
  });
  const regions = groupBy(servers, 'region').map(([name]) => name);
  return mapping(
    printPlaces(servers, overrides.length > 0),
    ['links', unlessEmpty(printLinks(links, regions))],
    ['node', unlessEmpty(printMachine(machine, unspoken().topology.nodes[0].machine))],
    ['nodes', unlessEmpty(mapping(...overrides))],
  );
};
