/**
 * The user with the least dominant share first: the largest of the shares of each kind of resource that the user's running
 * tasks hold (Ghodsi et al., NSDI 2011, §4.1, Algorithm 1). Within a user, higher priorities first.
 */
import type { QueueOrder } from '../queue-order.ts';
import type { Resources, WaitingTask } from '../scheduler.ts';

export function dominantShareOrder(): QueueOrder {
  let total: Resources = [];
  const held = new Map<number, number[]>();

  const dominantShare = (user: number): number => {
    const amounts = held.get(user);
    let share = 0;
    if (amounts === undefined) return share;
    for (let kind = 0; kind < amounts.length; kind++) {
      if (total[kind] > 0) share = Math.max(share, amounts[kind] / total[kind]);
    }
    return share;
  };
  const add = ({ user, demand }: WaitingTask, sign: 1 | -1): void => {
    const amounts = held.get(user) ?? demand.map(() => 0);
    held.set(
      user,
      amounts.map((amount, kind) => amount + sign * demand[kind]),
    );
  };

  return {
    compare: (a, b) => (a.user === b.user ? b.priority - a.priority : dominantShare(a.user) - dominantShare(b.user)),
    started: (task) => add(task, 1),
    ended: (task) => add(task, -1),
    capacity(sum) {
      total = sum;
    },
  };
}
