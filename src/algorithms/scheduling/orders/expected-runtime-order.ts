/**
 * Shortest expected runtime first: the mean of the last `window` runtimes of the class. A class of which nothing has
 * ended yet goes before all others, so that something becomes known of it.
 */
import { getOrCreate } from '../../../core/get-or-create.ts';
import type { QueueOrder } from '../queue-order.ts';

interface History {
  /** A ring. */
  readonly latest: number[];
  count: number;
  mean: number;
}

export function expectedRuntimeOrder(window: number): QueueOrder {
  const byClass = new Map<number, History>();
  const expected = (jobClass: number): number => byClass.get(jobClass)?.mean ?? 0;
  return {
    compare: (a, b) => expected(a.jobClass) - expected(b.jobClass),
    ended({ jobClass }, runtime) {
      if (runtime === undefined) return;
      const history = getOrCreate(byClass, jobClass, (): History => ({ latest: [], count: 0, mean: 0 }));
      history.latest[history.count++ % window] = runtime;
      history.mean = history.latest.reduce((sum, each) => sum + each, 0) / history.latest.length;
    },
  };
}
