/** Maintenance: every node of the target is stopped in order and started again, one after the other. */
import { SECOND } from '../../core/time.ts';
import type { FaultKind } from '../fault-kind.ts';
import { read } from '../parameter-values.ts';
import { createUndoSet } from '../undo-set.ts';

export const rollingRestart: FaultKind = {
  name: 'rolling-restart',
  summary: 'orderly restart of every node in turn; over by itself',
  example: '{rolling-restart: nodes of store, down: 5s, gap: 30s, every: 7d}',
  targets: 'nodes',
  groups: { min: 1, max: 1 },
  lasting: true,
  parameters: {
    down: { type: 'duration', doc: 'how long each node is down', default: 5 * SECOND, min: 1 },
    gap: {
      type: 'duration',
      doc: 'from one node being started to the next being stopped',
      default: 30 * SECOND,
      min: 0,
    },
  },
  strike({ holds, servers, parameters, after }) {
    const down = read.number(parameters, 'down');
    const turn = down + read.number(parameters, 'gap');
    const undos = createUndoSet();
    servers.forEach((node, index) => {
      const restart = (): void => after(down, undos.add(holds.down(node, 'stop')));
      if (index === 0) restart();
      else after(index * turn, restart);
    });
    return undos.undoAll;
  },
  describe: ([nodes]) => `rolling restart of ${nodes}`,
  naturalLength(parameters, servers) {
    const down = read.number(parameters, 'down');
    return servers * (down + read.number(parameters, 'gap')) - read.number(parameters, 'gap');
  },
};
