/** What a topology defines, by name: what every reference in the rest of the file is checked against. */
import type { NodePlan } from '../../cluster/topology.ts';
import type { NodeId } from '../../kernel/observation.ts';
import type { Layout } from './layout.ts';

export interface Places extends Layout {
  /** Servers; ids are positions. */
  readonly nodes: readonly NodePlan[];
  readonly nodeNames: readonly string[];
  readonly nodeIds: ReadonlyMap<string, NodeId>;
}

export const indexPlaces = (layout: Layout, nodes: readonly NodePlan[]): Places => ({
  ...layout,
  nodes,
  nodeNames: nodes.map(({ name }) => name),
  nodeIds: new Map(nodes.map(({ name, id }) => [name, id])),
});
