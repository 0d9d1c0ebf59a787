/** Backends in the order in which they became idle, each at most once: a doubly linked list in two arrays. */
import type { Backend } from '../balancer.ts';
import { previousPositions } from './carried.ts';

export interface IdleQueue {
  /** Those that stay keep their places; new ones are not in it. */
  update(previous: readonly Backend[], next: readonly Backend[]): void;
  /** The one at the head; −1 if there is none. */
  first(): number;
  /** The one behind; −1 at the end. */
  after(backend: number): number;
  /** To the end; where it is if it is in it. */
  add(backend: number): void;
  remove(backend: number): void;
}

export function createIdleQueue(): IdleQueue {
  // The last element stands for both ends: its successor is the head, its predecessor the tail. Alone it is its own.
  let successors = new Int32Array(1);
  let predecessors = new Int32Array(1);
  let ends = 0;
  const OUT = -1;

  const queue: IdleQueue = {
    update(previous, next) {
      const position = new Map(Array.from(previousPositions(previous, next), (from, to) => [from, to]));
      const kept: number[] = [];
      for (let backend = queue.first(); backend >= 0; backend = queue.after(backend)) {
        const to = position.get(backend);
        if (to !== undefined) kept.push(to);
      }
      ends = next.length;
      successors = new Int32Array(ends + 1).fill(OUT);
      predecessors = new Int32Array(ends + 1).fill(OUT);
      successors[ends] = ends;
      predecessors[ends] = ends;
      kept.forEach(queue.add);
    },
    first: () => queue.after(ends),
    after: (backend) => (successors[backend] === ends ? -1 : successors[backend]),
    add(backend) {
      if (successors[backend] !== OUT) return;
      const tail = predecessors[ends];
      successors[tail] = backend;
      predecessors[backend] = tail;
      successors[backend] = ends;
      predecessors[ends] = backend;
    },
    remove(backend) {
      if (successors[backend] === OUT) return;
      successors[predecessors[backend]] = successors[backend];
      predecessors[successors[backend]] = predecessors[backend];
      successors[backend] = OUT;
    },
  };
  return queue;
}
