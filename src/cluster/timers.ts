/**
 * The timers of one process: event handles by timer id. Low ids, which is what protocols use, sit in an array; others
 * in a map that forgets them when they have fired.
 */
import type { TimerId } from '../algorithms/environment.ts';
import type { EventHandle } from '../kernel/event-queue.ts';

const LOW_IDS = 64;
/** It fired while the node was paused and waits for the process. No event has this handle. */
export const HELD: EventHandle = -1;

export class Timers {
  private readonly low: EventHandle[] = [];
  private high: Map<TimerId, EventHandle> | undefined;

  /** 0 if there is none. */
  get(id: TimerId): EventHandle {
    return (id >= 0 && id < LOW_IDS ? this.low[id] : this.high?.get(id)) ?? 0;
  }

  set(id: TimerId, handle: EventHandle): void {
    if (id >= 0 && id < LOW_IDS) {
      while (this.low.length <= id) this.low.push(0);
      this.low[id] = handle;
    } else if (handle === 0) this.high?.delete(id);
    else {
      this.high ??= new Map();
      this.high.set(id, handle);
    }
  }

  /** Visits low ids in ascending order, then the others in the order in which they were armed. */
  forEach(visit: (handle: EventHandle) => void): void {
    for (const handle of this.low) if (handle > 0) visit(handle);
    this.high?.forEach((handle) => {
      if (handle > 0) visit(handle);
    });
  }

  clear(): void {
    this.low.length = 0;
    this.high?.clear();
  }
}
