/** How messages fare between two places, as far as it differs from the defaults. */
import type { LinkPlan, LinkSpec } from '../../cluster/topology.ts';
import { differing } from './differing.ts';
import { printDistribution } from './print-distribution.ts';
import { printLimit, printQuantity } from './print-quantity.ts';
import { printRoundTrips } from './print-round-trips.ts';
import { same } from './same.ts';
import { unspoken } from './unspoken.ts';
import { type Mapping, mapping, unlessEmpty } from './written.ts';

const share = (value: number): string => printQuantity('share', value);

const printLink = (link: LinkSpec, standard: LinkSpec): Mapping =>
  mapping(
    ['latency', differing(link.latency, standard.latency, printDistribution)],
    ['loss', differing(link.loss, standard.loss, share)],
    ['duplicate', differing(link.duplicate, standard.duplicate, share)],
    ['reorder', differing(link.reorder, standard.reorder, share)],
    ['bandwidth', differing(link.bandwidth, standard.bandwidth, (rate) => printLimit('bandwidth', rate))],
  );

/** What links within a rack are if only those within its zone are given: what is said of the latter holds there too. */
const taken = (zone: LinkSpec, standardZone: LinkSpec, standardRack: LinkSpec): LinkSpec => ({
  latency: same(zone.latency, standardZone.latency) ? standardRack.latency : zone.latency,
  loss: zone.loss,
  duplicate: zone.duplicate,
  reorder: zone.reorder,
  bandwidth: zone.bandwidth,
});

const printSameRack = ({ sameRack, sameZone }: LinkPlan, standard: LinkPlan): Mapping | undefined => {
  if (same(sameRack, taken(sameZone, standard.sameZone, standard.sameRack))) return undefined;
  // It takes after the zone unless something is said of it.
  return (
    unlessEmpty(printLink(sameRack, standard.sameRack)) ?? mapping(['latency', printDistribution(sameRack.latency)])
  );
};

/** `regions` in the order of the topology. RangeError on links that no file can describe. */
export const printLinks = (links: LinkPlan, regions: readonly string[]): Mapping => {
  const standard = unspoken().topology.links;
  return mapping(
    ['same-node', unlessEmpty(printLink(links.sameNode, standard.sameNode))],
    ['same-rack', printSameRack(links, standard)],
    ['same-zone', unlessEmpty(printLink(links.sameZone, standard.sameZone))],
    ['cross-zone', unlessEmpty(printLink(links.crossZone, standard.crossZone))],
    ['cross-region', unlessEmpty(printLink(links.crossRegion, standard.crossRegion))],
    ...printRoundTrips(links, regions),
  );
};
