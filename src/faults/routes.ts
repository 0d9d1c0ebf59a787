/** Which directed traffic a network fault touches, in the cross products that `ClusterControl.impair` takes. */
import type { ClusterControl, LinkImpairment } from '../cluster/control.ts';
import type { Parameter } from '../core/parameters.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { Heal, Strike } from './fault-kind.ts';
import { onEach } from './on-each.ts';
import { read } from './parameter-values.ts';

export interface Route {
  readonly from: readonly NodeId[];
  readonly to: readonly NodeId[];
}

/** The parameter that link faults share. */
export const ONE_WAY: Parameter = {
  type: 'boolean',
  doc: 'only what the first group sends: to the second group, or to everybody if there is one group',
  default: false,
};

/** Every machine that is not in the group. */
export function othersThan({ topology }: ClusterControl, group: readonly NodeId[]): NodeId[] {
  const members = new Set(group);
  return topology.nodes.map(({ id }) => id).filter((node) => !members.has(node));
}

/** Both ways between two groups. */
export const betweenGroups = (a: readonly NodeId[], b: readonly NodeId[]): Route[] => [
  { from: a, to: b },
  { from: b, to: a },
];

/** Both ways between every two of the groups. */
export const betweenAll = (groups: readonly (readonly NodeId[])[]): Route[] =>
  groups.flatMap((a, index) => groups.slice(index + 1).flatMap((b) => betweenGroups(a, b)));

/** What the machines of the first group send: to the second, or to everybody, their own group included. */
export const sentBy = (cluster: ClusterControl, [first, second]: Strike['groups']): Route[] =>
  second === undefined
    ? first.map((node) => ({ from: [node], to: othersThan(cluster, [node]) }))
    : [{ from: first, to: second }];

/**
 * The links of a link fault. Two groups: the traffic between them. One group: all traffic to and from its machines,
 * among themselves too, but never a machine's traffic with itself. Each directed pair is covered once.
 */
export function linkRoutes({ cluster, groups, parameters }: Strike): Route[] {
  const sent = sentBy(cluster, groups);
  if (read.boolean(parameters, 'oneWay')) return sent;
  const [first, second] = groups;
  return [...sent, { from: second ?? othersThan(cluster, first), to: first }];
}

/** The same impairment on every route that has two ends. */
export const impairRoutes = (
  cluster: ClusterControl,
  routes: readonly Route[],
  impairment: Omit<LinkImpairment, 'from' | 'to'>,
): Heal =>
  onEach(
    routes.filter(({ from, to }) => from.length > 0 && to.length > 0),
    (route) => cluster.impair({ ...route, ...impairment }),
  );
