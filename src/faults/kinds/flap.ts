/** A flapping link: down for a share of every period, up for the rest, until healed. It goes down at once. */
import type { FaultKind } from '../fault-kind.ts';
import { read } from '../parameter-values.ts';
import { impairRoutes, linkRoutes, ONE_WAY } from '../routes.ts';
import { createUndoSet } from '../undo-set.ts';

export const flap: FaultKind = {
  name: 'flap',
  summary: 'links go down and up again, a share of every period down',
  example: '{flap: n2, period: 2s, down: 50%, at: 1min, for: 1min}',
  targets: 'groups',
  groups: { min: 1, max: 2 },
  lasting: true,
  parameters: {
    period: { type: 'duration', doc: 'from one time down to the next', default: 2_000_000, min: 2 },
    down: { type: 'share', doc: 'share of the period that nothing gets through', default: 0.5, min: 0, max: 1 },
    oneWay: ONE_WAY,
  },
  strike(strike) {
    const { cluster, parameters, after } = strike;
    const routes = linkRoutes(strike);
    const period = read.number(parameters, 'period');
    const downtime = Math.round(period * read.number(parameters, 'down'));
    const undos = createUndoSet();
    const goDown = (): void => {
      const up = undos.add(impairRoutes(cluster, routes, { blocked: true }));
      after(downtime, up);
      after(period, goDown);
    };
    goDown();
    return undos.undoAll;
  },
  describe: (groups) => `flapping of ${groups.join(' – ')}`,
};
