/**
 * Two halves that see each other only through the nodes in the middle, so that views of who is alive disagree
 * (Jepsen's `bridge` nemesis). The first group is the middle; the halves may be named, else the other servers are split
 * at random. Machines that are in no group see everybody.
 */
import type { NodeId } from '../../kernel/observation.ts';
import type { FaultKind } from '../fault-kind.ts';
import { betweenGroups, impairRoutes } from '../routes.ts';
import { shuffled } from '../shuffled.ts';

export const bridge: FaultKind = {
  name: 'bridge',
  summary: 'two halves (named, or the other servers at random) see each other only through the first group',
  example: '{bridge: [n3, n1 and n2, n4 and n5], at: 1min, for: 30s}',
  targets: 'groups',
  groups: { min: 1, max: 3 },
  lasting: true,
  parameters: {},
  strike({ cluster, groups: [middle, first, second], random }) {
    const outside = (taken: readonly NodeId[]): NodeId[] =>
      cluster.topology.nodes.filter(({ id, role }) => role === 'server' && !taken.includes(id)).map(({ id }) => id);
    if (first !== undefined) {
      const other = second ?? outside([...middle, ...first]);
      return impairRoutes(cluster, betweenGroups(first, other), { blocked: true });
    }
    const others = shuffled(outside(middle), random);
    const half = Math.ceil(others.length / 2);
    return impairRoutes(cluster, betweenGroups(others.slice(0, half), others.slice(half)), { blocked: true });
  },
  describe: ([middle, first, second]) =>
    first === undefined
      ? `bridge through ${middle}`
      : `bridge through ${middle}: ${first} | ${second ?? 'other servers'}`,
};
