/**
 * The hold model (D. Jones, "An empirical comparison of priority-queue and event-set implementations", CACM 29, 1986):
 * with `pending` events in the queue, take the first off and schedule another, again and again. Ours and simjs keep
 * ties in the order of scheduling; flatqueue and heap-js do not.
 */

import FlatQueue from 'flatqueue';
import { Heap } from 'heap-js';
import { seconds } from '../seconds.mjs';
import * as simjs from '../simjs.mjs';
import { EventQueue, Kernel } from '../simulator.mjs';
import { INCREMENTS, increments } from './increments.mjs';

const MASK = INCREMENTS - 1;

const subjects = {
  'fivenines queue'(pending, holds) {
    const queue = new EventQueue();
    for (let i = 0; i < pending; i++) queue.push(increments[i & MASK], 0, 0, i, 0, undefined);
    return () => {
      for (let i = 0; i < holds; i++) {
        queue.pop();
        queue.push(queue.poppedTime + increments[i & MASK], 0, 0, queue.poppedA, 0, undefined);
      }
    };
  },
  'fivenines kernel'(pending, holds) {
    const kernel = new Kernel();
    let left = holds;
    const handler = kernel.register((a) => {
      kernel.after(increments[left & MASK], handler, a);
      if (--left === 0) kernel.stop();
    });
    for (let i = 0; i < pending; i++) kernel.after(increments[i & MASK], handler, i);
    return () => kernel.run(Number.POSITIVE_INFINITY);
  },
  flatqueue(pending, holds) {
    const queue = new FlatQueue();
    for (let i = 0; i < pending; i++) queue.push(i, increments[i & MASK]);
    return () => {
      for (let i = 0; i < holds; i++) {
        const now = queue.peekValue();
        queue.push(queue.pop(), now + increments[i & MASK]);
      }
    };
  },
  'heap-js'(pending, holds) {
    const queue = new Heap((x, y) => x.time - y.time);
    for (let i = 0; i < pending; i++) queue.push({ time: increments[i & MASK], id: i });
    return () => {
      for (let i = 0; i < holds; i++) {
        const event = queue.pop();
        event.time += increments[i & MASK];
        queue.push(event);
      }
    };
  },
  simjs(pending, holds) {
    const sim = new simjs.Sim();
    let left = holds;
    class Holder extends simjs.Entity {
      start() {
        for (let i = 0; i < pending; i++) this.setTimer(increments[i & MASK]).done(this.fire);
      }
      fire() {
        this.setTimer(increments[left-- & MASK]).done(this.fire);
      }
    }
    sim.addEntity(Holder);
    return () => {
      while (left > 0) sim.step();
    };
  },
};

export function run({ subject, pending, holds }) {
  return { seconds: seconds(subjects[subject](pending, holds)), events: holds };
}
