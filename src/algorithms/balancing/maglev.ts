/**
 * Google's Maglev hashing: one look into a table whose shares are as even as whole places allow; when a backend leaves
 * the list, the table is filled anew, which moves a few keys of others too (the paper trades that for evenness).
 *
 * A backend that may not be used keeps its places, and a key that meets one takes the next available in the table: no
 * other key moves.
 */
import { mix32 } from '../../core/hash/mix32.ts';
import type { BalancingAlgorithm } from './balancer.ts';
import { anyAvailable } from './parts/any-available.ts';
import { maglevTable } from './parts/maglev-table.ts';
import { nextPrime } from './parts/next-prime.ts';

export const maglev: BalancingAlgorithm = {
  name: 'maglev',
  summary: 'consistent hashing by a table with even shares',
  source: 'Eisenbud et al., NSDI 2016; Envoy MAGLEV (weights)',
  complexity: 'pick O(1), update O(m log m) for m places',
  options: {
    tableSize: {
      type: 'integer',
      doc: 'places in the table, raised to the next prime; at least a hundred times the backends keep shares within 1 %',
      default: 65_537,
      source: 'Maglev paper §5.3, Envoy table_size',
      min: 2,
      max: 5_000_011,
      swarm: [65_537, 251],
    },
  },
  create(environment, { tableSize }) {
    const size = nextPrime(tableSize as number);
    let table: Int32Array = new Int32Array(0);
    let count = 0;
    return {
      update(backends) {
        table = maglevTable(backends, size);
        count = backends.length;
      },
      pick({ key }) {
        if (count === 0) return -1;
        let place = mix32(key) % size;
        if (environment.available(table[place])) return table[place];
        if (!anyAvailable(environment, count)) return -1;
        // Ends where fewer backends than places have all got one; otherwise an available one may have none.
        for (let passed = 1; passed < size; passed++) {
          place = place + 1 < size ? place + 1 : 0;
          if (environment.available(table[place])) return table[place];
        }
        for (let backend = 0; ; backend++) if (environment.available(backend)) return backend;
      },
      sent() {},
      ended() {},
    };
  },
};
