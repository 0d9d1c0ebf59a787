/** Which of the topology's links joins two machines: the nearest common place decides. */
import type { LinkPlan, LinkSpec, NodePlan } from '../topology.ts';

export function linkBetween(links: LinkPlan, from: NodePlan, to: NodePlan): LinkSpec {
  if (from.id === to.id) return links.sameNode;
  if (from.region !== to.region) return links.regionPairs[`${from.region}→${to.region}`] ?? links.crossRegion;
  if (from.zone !== to.zone) return links.crossZone;
  return from.rack === to.rack ? links.sameRack : links.sameZone;
}
