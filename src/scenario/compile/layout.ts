/** Where nodes stand, as counts by rack: small whatever the counts are, so that sizes can be judged before expanding. */

import { attempted } from '../decode/attempted.ts';
import type { TopologyDraft, ZoneDraft } from '../format/topology-shape.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { TreeNode } from '../yaml/tree.ts';

/** Nodes that stand in one rack. */
export interface Stand {
  readonly region: string;
  readonly zone: string;
  readonly rack: string;
  readonly count: number;
}

export interface Layout {
  readonly stands: readonly Stand[];
  readonly regions: readonly string[];
  readonly zones: readonly { readonly name: string; readonly short: string; readonly region: string }[];
  readonly racks: readonly string[];
}

/** The one region of a topology that names none, and the one zone. */
const ONLY_REGION = 'local';
const ONLY_ZONE = 'a';
/** A zone without racks is one rack. */
const ONLY_RACK = 'r1';

interface ZonePlan {
  readonly region: string;
  readonly short: string;
  readonly racks: readonly { readonly name: string; readonly count: number }[];
}

const zonePlan = (region: string, name: string, zone: ZoneDraft, node: TreeNode, reporter: Reporter): ZonePlan => {
  const { nodes, racks } = zone;
  if (nodes !== undefined && racks !== undefined) reporter.report(node.key ?? node, messages.nodesOrRacks(node.path));
  const tried = attempted(node, ['nodes', 'racks']);
  if (nodes === undefined && (racks === undefined ? !tried : racks.length === 0)) {
    reporter.report(node.key ?? node, messages.placeWithoutNodes(node.path, '{nodes: 2} or {racks: {r1: {nodes: 2}}}'));
  }
  const stands =
    racks === undefined
      ? [{ name: ONLY_RACK, count: nodes?.value ?? 0 }]
      : racks.map((rack) => ({ name: rack.name, count: rack.value?.nodes.value ?? 0 }));
  return { region, short: name, racks: stands };
};

type Zones = NonNullable<TopologyDraft['zones']>;

const zonePlans = (region: string, zones: Zones, reporter: Reporter): ZonePlan[] =>
  zones.map(({ name, value, node }) =>
    value === undefined ? { region, short: name, racks: [] } : zonePlan(region, name, value, node, reporter),
  );

const regionPlans = (regions: NonNullable<TopologyDraft['regions']>, reporter: Reporter): ZonePlan[] =>
  regions.flatMap(({ name, value, node }) => {
    if (value?.zones !== undefined && value.nodes !== undefined) {
      reporter.report(node.key ?? node, messages.oneOfNodesZonesRegions('zones'));
    }
    if (value?.zones !== undefined) return zonePlans(name, value.zones, reporter);
    if (value?.nodes !== undefined) {
      return [{ region: name, short: ONLY_ZONE, racks: [{ name: ONLY_RACK, count: value.nodes.value }] }];
    }
    if (value !== undefined && !attempted(node, ['nodes', 'zones'])) {
      reporter.report(
        node.key ?? node,
        messages.placeWithoutNodes(node.path, '{nodes: 3} or {zones: {a: {nodes: 3}}}'),
      );
    }
    return [];
  });

const plans = (draft: TopologyDraft, node: TreeNode, reporter: Reporter): ZonePlan[] | undefined => {
  const { nodes, zones, regions } = draft;
  const count = nodes !== undefined && 'value' in nodes ? nodes : undefined;
  const keys = ['nodes', 'zones', 'regions'].filter(
    (key) => draft[key as 'nodes'] !== undefined && (key !== 'nodes' || count !== undefined),
  );
  if (keys.length > 1) {
    const second = node.type === 'map' ? node.entries.find(({ key }) => key.text === keys[1]) : undefined;
    reporter.report(second?.key ?? node, messages.oneOfNodesZonesRegions(keys[0]));
  }
  if (regions !== undefined) return regionPlans(regions, reporter);
  if (zones !== undefined) return zonePlans(ONLY_REGION, zones, reporter);
  if (count !== undefined) {
    return [{ region: ONLY_REGION, short: ONLY_ZONE, racks: [{ name: ONLY_RACK, count: count.value }] }];
  }
  return undefined;
};

/** Undefined where the topology does not say how many nodes there are; that has been reported. */
export const layOut = (draft: TopologyDraft, node: TreeNode, reporter: Reporter): Layout | undefined => {
  const planned = plans(draft, node, reporter);
  if (planned === undefined || planned.length === 0) {
    // A mapping under `nodes` holds overrides, and says nothing of how many there are.
    const overrides = draft.nodes !== undefined && !('value' in draft.nodes);
    const tried = attempted(node, overrides ? ['zones', 'regions'] : ['nodes', 'zones', 'regions'], [
      'nodes',
      'node',
      'links',
    ]);
    if (!tried || planned?.length === 0) reporter.report(node.key ?? node, messages.noNodes());
    return undefined;
  }
  const regionsOf = new Map<string, number>();
  for (const { short } of planned) regionsOf.set(short, (regionsOf.get(short) ?? 0) + 1);
  const zones = planned.map(({ short, region, racks }) => {
    const name = (regionsOf.get(short) ?? 0) > 1 ? `${region}/${short}` : short;
    return { name, short, region, racks };
  });
  const stands = zones.flatMap(({ name, region, racks }) =>
    racks.map((rack) => ({ region, zone: name, rack: `${name}/${rack.name}`, count: rack.count })),
  );
  return {
    stands,
    regions: [...new Set(zones.map(({ region }) => region))],
    zones: zones.map(({ name, short, region }) => ({ name, short, region })),
    racks: stands.map(({ rack }) => rack),
  };
};
