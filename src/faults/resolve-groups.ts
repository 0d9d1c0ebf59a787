/**
 * The groups of a fault as machines, disjoint: a machine that two groups name belongs to the first, and `rest` takes
 * whoever is left.
 */
import type { RandomStream } from '../core/random/random-stream.ts';
import type { NodeId } from '../kernel/observation.ts';
import { resolveTarget, type Surroundings } from './resolve-target.ts';
import type { Target } from './target.ts';

export function resolveGroups(
  targets: readonly Target[],
  surroundings: Surroundings,
  random: RandomStream,
): readonly (readonly NodeId[])[] {
  const taken = new Set<NodeId>();
  const groups = targets.map((target) => {
    if (target.type === 'rest') return [];
    const group = resolveTarget(target, surroundings, random).filter((node) => !taken.has(node));
    for (const node of group) taken.add(node);
    return group;
  });
  const rest = surroundings.topology.nodes.map(({ id }) => id).filter((node) => !taken.has(node));
  return groups.map((group, index) => (targets[index].type === 'rest' ? rest : group));
}
