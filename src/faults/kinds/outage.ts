/**
 * A correlated outage: the servers of a rack, a zone or a region lose power together, or within `spread` of each other.
 * With `network`, its switches go too: client machines that stand there are cut off from everybody else.
 */
import type { FaultKind } from '../fault-kind.ts';
import { read } from '../parameter-values.ts';
import { betweenGroups, impairRoutes, othersThan } from '../routes.ts';
import { createUndoSet } from '../undo-set.ts';

export const outage: FaultKind = {
  name: 'outage',
  summary: 'the servers of a rack, zone or region crash together; with `network` it is cut off as well',
  example: '{outage: each zone, network: true, mtbf: {exponential: 1y}, repair: {lognormal: {median: 30min, p99: 6h}}}',
  targets: 'groups',
  groups: { min: 1, max: 1 },
  lasting: true,
  inert: (parameters) => !read.boolean(parameters, 'network'),
  parameters: {
    network: { type: 'boolean', doc: 'cut off its network too, client machines included', default: false },
    spread: { type: 'duration', doc: 'each server goes down at a random time within this', default: 0, min: 0 },
  },
  strike({ cluster, holds, groups: [place], servers, parameters, random, after }) {
    const undos = createUndoSet();
    const spread = read.number(parameters, 'spread');
    if (read.boolean(parameters, 'network')) {
      undos.add(impairRoutes(cluster, betweenGroups(place, othersThan(cluster, place)), { blocked: true }));
    }
    for (const node of servers) {
      const goDown = (): void => {
        undos.add(holds.down(node, 'crash'));
      };
      if (spread === 0) goDown();
      else after(Math.round(random() * spread), goDown);
    }
    return undos.undoAll;
  },
  describe: ([place], parameters) =>
    read.boolean(parameters, 'network') ? `outage of ${place} with its network` : `outage of ${place}`,
};
