/** Servers n1, n2, … in the order in which the topology lists their racks. */

import type { LinkPlan, NodePlan } from '../../cluster/topology.ts';
import { nearestName } from '../../core/nearest-name.ts';
import { formatBytes } from '../../core/units/format-bytes.ts';
import { BYTES_PER_NODE } from '../cost-estimate.ts';
import type { TopologyDraft } from '../format/topology-shape.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { TreeNode } from '../yaml/tree.ts';
import { compileLinks } from './compile-links.ts';
import { compileMachine } from './compile-machine.ts';
import type { Layout } from './layout.ts';
import { layOut } from './layout.ts';
import type { Places } from './places.ts';
import { indexPlaces } from './places.ts';

/** More cannot be expanded, whatever the user's patience. */
export const NODES_MAX = 1_000_000;

export interface CompiledTopology {
  readonly places: Places;
  readonly links: LinkPlan;
}

const expand = (layout: Layout, draft: TopologyDraft): NodePlan[] => {
  const machine = compileMachine(draft.node);
  const nodes: NodePlan[] = [];
  for (const { count, region, zone, rack } of layout.stands) {
    for (let index = 0; index < count; index++) {
      const id = nodes.length;
      nodes.push({ id, name: `n${id + 1}`, role: 'server', region, zone, rack, machine });
    }
  }
  return nodes;
};

const applyOverrides = (nodes: NodePlan[], draft: TopologyDraft, reporter: Reporter) => {
  if (draft.nodes === undefined || 'value' in draft.nodes) return;
  const inherited = draft.node === undefined ? [] : [draft.node];
  const names = nodes.map((node) => node.name);
  const indexes = new Map(names.map((name, index) => [name, index]));
  for (const { name, key, value } of draft.nodes) {
    const index = indexes.get(name);
    if (index === undefined) {
      reporter.report(key, messages.unknownReference('node', name, nearestName(name, names), names));
    } else nodes[index] = { ...nodes[index], machine: compileMachine(value, ...inherited) };
  }
};

/** Undefined where there is nothing to stand on; that has been reported. `node` is the `topology` of the file. */
export const compileTopology = (
  draft: TopologyDraft,
  node: TreeNode,
  reporter: Reporter,
): CompiledTopology | undefined => {
  const layout = layOut(draft, node, reporter);
  if (layout === undefined) return undefined;
  const links = compileLinks(draft.links, layout.regions, reporter);
  const count = layout.stands.reduce((sum, stand) => sum + stand.count, 0);
  if (count > NODES_MAX) {
    reporter.report(node.key ?? node, messages.tooManyNodes(count, NODES_MAX, formatBytes(count * BYTES_PER_NODE)));
    return undefined;
  }
  if (count === 0) return undefined;
  const nodes = expand(layout, draft);
  applyOverrides(nodes, draft, reporter);
  return { places: indexPlaces(layout, nodes), links };
};
