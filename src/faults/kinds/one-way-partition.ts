/** An asymmetric partition: what the first group sends is lost, what it is sent arrives. */
import type { FaultKind } from '../fault-kind.ts';
import { impairRoutes, othersThan } from '../routes.ts';

export const oneWayPartition: FaultKind = {
  name: 'one-way-partition',
  summary: 'messages from the first group to the second (or to the rest) are lost, answers get through',
  example: '{one-way-partition: [leader of store, followers of store], at: 1min, for: 20s}',
  targets: 'groups',
  groups: { min: 1, max: 2 },
  lasting: true,
  parameters: {},
  strike: ({ cluster, groups: [from, to] }) =>
    impairRoutes(cluster, [{ from, to: to ?? othersThan(cluster, from) }], { blocked: true }),
  describe: ([from, to]) => `one-way partition: ${from} ↛ ${to ?? 'rest'}`,
};
