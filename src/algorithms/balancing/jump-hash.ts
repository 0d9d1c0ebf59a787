/**
 * Jump consistent hash: a key's bucket from the key alone, no table, shares as even as a uniform draw. Buckets are
 * positions in the list: one more at the end moves 1/(n+1) of the keys, all of them there; but whoever leaves from within
 * the list shifts all behind it. Made for numbered shards, not for servers that come and go. Weights do not count.
 *
 * The paper knows no unavailable buckets. Here the key is hashed again, as often as there are backends, so that the keys
 * of one that is away spread over all; after that the next available one in the list is taken.
 */
import { mix32 } from '../../core/hash/mix32.ts';
import type { BalancingAlgorithm } from './balancer.ts';
import { anyAvailable } from './parts/any-available.ts';
import { jumpBucket } from './parts/jump-bucket.ts';

export const jumpHash: BalancingAlgorithm = {
  name: 'jump-hash',
  summary: 'consistent hashing to numbered backends without a table',
  source: 'Lamping & Veach, arXiv:1406.2294 (2014); Guava Hashing.consistentHash',
  complexity: 'pick O(log n), update O(1)',
  options: {},
  create(environment) {
    let count = 0;
    return {
      update(backends) {
        count = backends.length;
      },
      pick({ key }) {
        if (count === 0) return -1;
        let bucket = jumpBucket(0, key, count);
        if (environment.available(bucket)) return bucket;
        if (!anyAvailable(environment, count)) return -1;
        for (let again = 1; again <= count; again++) {
          bucket = jumpBucket(again, mix32(key ^ again), count);
          if (environment.available(bucket)) return bucket;
        }
        do bucket = bucket + 1 < count ? bucket + 1 : 0;
        while (!environment.available(bucket));
        return bucket;
      },
      sent() {},
      ended() {},
    };
  },
};
