/**
 * A bad release rolls out: node after node restarts in order and comes back slower, or crashes again and again. The
 * roll-out stops after a share of the nodes (a canary stage). Healing is the rollback: every node runs the old release
 * at once, without another restart.
 */
import { createDistribution } from '../../core/distributions/create-distribution.ts';
import { MINUTE, type Micros, SECOND } from '../../core/time.ts';
import type { NodeId } from '../../kernel/observation.ts';
import type { FaultKind } from '../fault-kind.ts';
import { read } from '../parameter-values.ts';
import { createUndoSet } from '../undo-set.ts';

export const badRelease: FaultKind = {
  name: 'bad-release',
  summary: 'node after node restarts and comes back slow, or crashing again and again, until rolled back',
  example: '{bad-release: nodes of store, effect: crash-loop, share: 40%, at: 1d, for: 20min}',
  targets: 'nodes',
  groups: { min: 1, max: 1 },
  lasting: true,
  parameters: {
    effect: { type: { oneOf: ['slow', 'crash-loop'] }, doc: 'what is wrong with it', default: 'slow' },
    factor: { type: 'number', doc: 'slow: how many times as long CPU work takes', default: 4, min: 1, max: 1_000_000 },
    uptime: {
      type: 'random-duration',
      doc: 'crash-loop: how long a process lives',
      default: { kind: 'exponential', mean: 30 * SECOND },
    },
    restart: { type: 'duration', doc: 'how long a restart takes', default: 5 * SECOND, min: 1 },
    gap: { type: 'duration', doc: 'from one node being started to the next being stopped', default: MINUTE, min: 0 },
    share: {
      type: 'share',
      doc: 'the roll-out stops after this share of the nodes, rounded up',
      default: 1,
      min: 0,
      max: 1,
    },
  },
  strike({ cluster, holds, servers, parameters, random, after }) {
    const restart = read.number(parameters, 'restart');
    const turn = restart + read.number(parameters, 'gap');
    const uptime = createDistribution(read.random(parameters, 'uptime'));
    const undos = createUndoSet();

    const restartThen = (node: NodeId, way: 'stop' | 'crash', next: () => void): void => {
      const start = undos.add(holds.down(node, way));
      after(restart, () => {
        start();
        next();
      });
    };
    const crashAgain = (node: NodeId): void => {
      const life: Micros = Math.max(1, Math.round(uptime.sample(random)));
      after(life, () => restartThen(node, 'crash', () => crashAgain(node)));
    };
    const limp = (node: NodeId): void => {
      undos.add(cluster.slowCpu(node, 1 / read.number(parameters, 'factor')));
    };

    const effect = read.text(parameters, 'effect') === 'slow' ? limp : crashAgain;
    const upgraded = servers.slice(0, Math.ceil(servers.length * read.number(parameters, 'share')));
    upgraded.forEach((node, index) => {
      after(index * turn, () => restartThen(node, 'stop', () => effect(node)));
    });
    return undos.undoAll;
  },
  describe: ([nodes], parameters) => `bad release (${read.text(parameters, 'effect')}) on ${nodes}`,
};
