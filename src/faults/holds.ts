/**
 * Who keeps a node down or paused. Faults overlap: a node that two of them took down comes back when both have ended,
 * and one that was paused before it crashed is paused again after the restart, as long as the pause lasts. So a node is
 * down while anybody holds it down, else paused while anybody holds it paused, else left to run. To take down a
 * node that is held down already only holds it there: it has nothing unsynced left to lose.
 */
import type { ClusterControl } from '../cluster/control.ts';
import type { NodeId } from '../kernel/observation.ts';

/** `torn` is a crash that leaves half of the first lost write on the disk. */
export type WayDown = 'crash' | 'torn' | 'stop';

/** Ends one hold; further calls do nothing. */
export type Release = () => void;

export interface Holds {
  down(node: NodeId, way: WayDown): Release;
  pause(node: NodeId): Release;
  /** Starts again what gave up by itself on the node, unless somebody holds it down. No effect if all is running. */
  revive(node: NodeId): void;
}

export function createHolds(cluster: ClusterControl): Holds {
  const downs = new Map<NodeId, number>();
  const pauses = new Map<NodeId, number>();

  const once = (release: () => void): Release => {
    let held = true;
    return () => {
      if (held) release();
      held = false;
    };
  };
  const add = (counts: Map<NodeId, number>, node: NodeId, change: 1 | -1): number => {
    const count = (counts.get(node) ?? 0) + change;
    counts.set(node, count);
    return count;
  };
  const held = (counts: Map<NodeId, number>, node: NodeId): boolean => (counts.get(node) ?? 0) > 0;

  const takeDown = (node: NodeId, way: WayDown): void => {
    if (way === 'stop') cluster.stop(node);
    else cluster.crash(node, { torn: way === 'torn' });
  };
  const revive = (node: NodeId): void => {
    const standsStill = cluster.isUp(node) && !cluster.isRunning(node);
    if (held(downs, node) || standsStill) return;
    cluster.restart(node);
    if (held(pauses, node)) cluster.pause(node);
  };

  return {
    down(node, way) {
      if (add(downs, node, 1) === 1) takeDown(node, way);
      return once(() => {
        if (add(downs, node, -1) === 0) revive(node);
      });
    },
    pause(node) {
      if (add(pauses, node, 1) === 1 && cluster.isUp(node)) cluster.pause(node);
      return once(() => {
        if (add(pauses, node, -1) === 0 && cluster.isUp(node)) cluster.resume(node);
      });
    },
    revive,
  };
}
