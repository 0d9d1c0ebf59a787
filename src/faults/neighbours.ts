/** The servers that share a rack, zone or region with a struck one: who a burst may take along. */
import type { NodePlan, Topology } from '../cluster/topology.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { PlaceLevel } from './target.ts';

export function neighbours(topology: Topology, struck: readonly NodeId[], within: PlaceLevel): NodePlan[] {
  const hit = new Set(struck);
  const places = new Set(topology.nodes.filter(({ id }) => hit.has(id)).map((node) => node[within]));
  return topology.nodes.filter((node) => node.role === 'server' && !hit.has(node.id) && places.has(node[within]));
}
