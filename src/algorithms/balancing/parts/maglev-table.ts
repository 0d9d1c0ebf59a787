/**
 * Maglev's lookup table (Eisenbud et al., "Maglev", NSDI 2016, §3.4): every backend has a permutation of the table's
 * places, by an offset and a step that its name hashes to; backends take turns, and each takes the first free place in
 * its permutation until the table is full. Nobody has more than one place more than another.
 *
 * Weights as in Envoy (maglev_lb.cc): the heaviest takes its turn in every round, one of 1/k of its weight in every k-th.
 */
import type { Backend } from '../balancer.ts';
import { hashNames, orderOfNames } from './name-hashes.ts';

/** The position of the backend of each of `size` places; `size` is prime. Empty without backends. */
export function maglevTable(backends: readonly Backend[], size: number): Int32Array {
  if (backends.length === 0) return new Int32Array(0);
  const table = new Int32Array(size).fill(-1);
  const { first, second } = hashNames(backends);
  const order = orderOfNames(backends);
  const heaviest = backends.reduce((most, { weight }) => Math.max(most, weight), 0);
  const places = first.map((hash) => hash % size);
  const due = new Float64Array(backends.length);
  let left = size;
  for (let round = 1; ; round++) {
    for (const backend of order) {
      if (round * backends[backend].weight < due[backend]) continue;
      due[backend] += heaviest;
      const step = (second[backend] % (size - 1)) + 1;
      let place = places[backend];
      while (table[place] >= 0) place = (place + step) % size;
      table[place] = backend;
      places[backend] = (place + step) % size;
      if (--left === 0) return table;
    }
  }
}
