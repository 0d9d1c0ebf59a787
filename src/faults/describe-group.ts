/** A group of a fault as a person would say it, with the machines that a role or a random choice came out as. */
import type { NodePlan, Topology } from '../cluster/topology.ts';
import type { NodeId } from '../kernel/observation.ts';
import { formatTarget } from './format-target.ts';
import type { Target } from './target.ts';

const NAMED_MAX = 6;

const listNames = (names: readonly string[]): string =>
  names.length <= NAMED_MAX
    ? names.join(' and ')
    : `${names.slice(0, NAMED_MAX - 1).join(', ')}, … (${names.length} nodes)`;

/** Whether the expression alone says which machines are meant. */
const isFixed = (target: Target): boolean => {
  switch (target.type) {
    case 'node':
    case 'place':
    case 'all':
    case 'rest':
    case 'replicas':
      return true;
    case 'union':
      return target.parts.every(isFixed);
    default:
      return false;
  }
};

export function describeGroup(target: Target, machines: readonly NodeId[], topology: Topology): string {
  if (isFixed(target)) return formatTarget(target);
  const plans = machines
    .map((id) => topology.nodes.find((node) => node.id === id))
    .filter((node) => node !== undefined);
  if (target.type === 'random' && target.level !== 'node') {
    const { level } = target;
    return [...new Set(plans.map((node: NodePlan) => node[level]))].map((name) => `${level} ${name}`).join(' and ');
  }
  const names = listNames(plans.map(({ name }) => name));
  const role = target.type === 'leader' || target.type === 'followers' || target.type === 'share';
  return role ? `${names} (${formatTarget(target)})` : names;
}
