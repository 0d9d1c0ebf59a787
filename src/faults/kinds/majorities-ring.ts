/**
 * A partial mesh in which every server sees a majority, but no two see the same one: the servers stand on a ring in
 * random order and each sees only its nearest neighbours (Jepsen's `majorities-ring` nemesis). With three servers or
 * fewer a ring of majorities is the full mesh, and nothing changes. Client machines see everybody.
 */
import type { FaultKind } from '../fault-kind.ts';
import { impairRoutes, type Route } from '../routes.ts';
import { shuffled } from '../shuffled.ts';

export const majoritiesRing: FaultKind = {
  name: 'majorities-ring',
  summary: 'partial mesh: every server of the target sees a majority of them, each another one',
  example: '{majorities-ring: nodes of store, at: 1min, for: 1min}',
  targets: 'nodes',
  groups: { min: 1, max: 1 },
  lasting: true,
  parameters: {},
  strike({ cluster, servers, random }) {
    const ring = shuffled(servers, random);
    const size = ring.length;
    // A node and `reach` neighbours on each side are at least ⌊size/2⌋ + 1 nodes.
    const reach = Math.ceil(Math.floor(size / 2) / 2);
    const routes = ring.map((from, i): Route => {
      const far = ring.filter((_, j) => Math.min((i - j + size) % size, (j - i + size) % size) > reach);
      return { from: [from], to: far };
    });
    return impairRoutes(cluster, routes, { blocked: true });
  },
  describe: ([nodes]) => `ring of majorities among ${nodes}`,
};
