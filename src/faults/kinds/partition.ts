/** A full partition: no message passes between any two of the groups; within a group nothing changes. */
import type { FaultKind } from '../fault-kind.ts';
import { betweenAll, impairRoutes, othersThan } from '../routes.ts';

export const partition: FaultKind = {
  name: 'partition',
  summary: 'no message passes between the groups; one group alone is cut off from the rest',
  example: '{partition: [zone a, rest], at: 40d, for: 90s}',
  targets: 'groups',
  groups: { min: 1, max: 64 },
  lasting: true,
  parameters: {},
  strike({ cluster, groups }) {
    const sides = groups.length === 1 ? [groups[0], othersThan(cluster, groups[0])] : groups;
    return impairRoutes(cluster, betweenAll(sides), { blocked: true });
  },
  describe: (groups) => `partition: ${(groups.length === 1 ? [...groups, 'rest'] : groups).join(' | ')}`,
};
