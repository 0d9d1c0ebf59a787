/** The autoscaler of a pool: its bounds within the nodes that there are, and its node pools, which share them out. */
import type { NodeId } from '../../kernel/observation.ts';
import type { NodePoolSpec, ScalingSpec } from '../../services/pool/pool.ts';
import { decodeDefault } from '../decode/decode-default.ts';
import { isName } from '../decode/is-name.ts';
import type { Located } from '../decode/located.ts';
import { DEFAULTS } from '../defaults.ts';
import type { PoolDraft } from '../format/pool-shape.ts';
import type { ScalingDraft } from '../format/scaling-shape.ts';
import { scalingShape } from '../format/scaling-shape.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { ScalarNode } from '../yaml/tree.ts';
import { mostCores } from './most-cores.ts';
import type { Places } from './places.ts';
import { selectNodes } from './select-nodes.ts';

/** The one node pool of a service that names none. */
export const ONLY_POOL = 'default';

const standard = decodeDefault(
  scalingShape,
  `{pools: [{name: ${ONLY_POOL}, nodes: n1, price: ${DEFAULTS.price.text}, provisioning: ${DEFAULTS.provisioning.text}}]}`,
);

const compileNodePools = (
  { value: written, node }: NonNullable<ScalingDraft['pools']>,
  nodes: readonly NodeId[],
  places: Places,
  reporter: Reporter,
): NodePoolSpec[] => {
  const own = new Set(nodes);
  const owners = new Map<NodeId, string>();
  const names = new Set<string>();
  const pools = written.map(({ value }): NodePoolSpec => {
    const name = value.name.value;
    if (!isName(name)) reporter.report(value.name.node, messages.badName(name));
    else if (names.has(name)) reporter.report(value.name.node, messages.duplicateNodePool(name));
    names.add(name);
    const ids = selectNodes(value.nodes.value, places, reporter);
    const at = value.nodes.node;
    const stranger = ids.find((id) => !own.has(id));
    if (stranger !== undefined) reporter.report(at, messages.notANodeOfIt(places.nodes[stranger].name));
    const taken = ids.find((id) => owners.has(id));
    if (taken !== undefined) {
      reporter.report(at, messages.twoRoles(places.nodes[taken].name, owners.get(taken) ?? '', name));
    }
    for (const id of ids) owners.set(id, name);
    return { name, nodes: ids, pricePerHour: value.price, provisioning: value.provisioning };
  });
  const left = nodes.filter((id) => !owners.has(id)).map((id) => places.nodes[id].name);
  if (left.length > 0) reporter.report(node.key ?? node, messages.inNoNodePool(left));
  return pools;
};

const checkBounds = ({ min, max }: ScalingDraft, highest: number, nodes: number, reporter: Reporter) => {
  if (max !== undefined && max.value > nodes) reporter.report(max.node, messages.moreThanNodes(max.value, nodes));
  if (min.value > highest) reporter.report(min.node, messages.minAboveMax(min.value, highest, max !== undefined));
  if (highest === 0) reporter.report(max?.node ?? min.node, messages.noServers());
};

/** Undefined without an autoscaler. */
export const compileScaling = (
  draft: PoolDraft,
  key: ScalarNode,
  nodes: readonly NodeId[],
  places: Places,
  reporter: Reporter,
): ScalingSpec | undefined => {
  const { autoscaler, scaling } = draft;
  if (autoscaler === undefined) {
    if (scaling !== undefined) reporter.report(scaling.node.key ?? key, messages.scalingWithoutAutoscaler());
    return undefined;
  }
  const bounds: Located<ScalingDraft> = scaling ?? { value: { ...standard().value, pools: undefined }, node: key };
  const { min, max, every, metrics, request, pools } = bounds.value;
  const highest = max?.value ?? nodes.length;
  if (nodes.length > 0) checkBounds(bounds.value, highest, nodes.length, reporter);
  const [only] = standard().value.pools?.value ?? [];
  return {
    algorithm: autoscaler.value.name,
    options: autoscaler.value.options,
    min: min.value,
    max: highest,
    every,
    metrics,
    request: request ?? mostCores(nodes, places),
    nodePools:
      pools === undefined
        ? [{ name: ONLY_POOL, nodes, pricePerHour: only.value.price, provisioning: only.value.provisioning }]
        : compileNodePools(pools, nodes, places, reporter),
  };
};
