/**
 * Highest random weight: every backend scores the key by a hash of both, the highest score wins (Thaler & Ravishankar,
 * "Using name-based mappings to increase hit rates", IEEE/ACM ToN 6, 1998). Without it, the second highest does: its keys
 * spread over all others and no other key moves. No table, exact shares, a scan for every request.
 *
 * With unequal weights the score is weight / −ln u for the hash as a uniform u, which makes shares proportional to
 * weights (the logarithmic method: Schindelhauer & Schomaker, "Weighted distributed hash tables", SPAA 2005).
 */
import { mix32 } from '../../core/hash/mix32.ts';
import { ln } from '../../core/maths/ln.ts';
import type { Backend, BalancingAlgorithm } from './balancer.ts';
import { hashNames, hashWith } from './parts/name-hashes.ts';
import { weightsOf } from './parts/weights-of.ts';

const TWO_TO_MINUS_32 = 2.3283064365386963e-10;

export const rendezvous: BalancingAlgorithm = {
  name: 'rendezvous',
  summary: 'highest random weight: the backend whose hash with the key is highest, by weight',
  source: 'Thaler & Ravishankar, IEEE/ACM ToN 6 (1998); Schindelhauer & Schomaker, SPAA 2005',
  complexity: 'pick O(n), update O(n)',
  options: {},
  create(environment) {
    let hashes = hashNames([]);
    let weights = weightsOf([]);
    let equal = true;
    return {
      update(backends: readonly Backend[]) {
        hashes = hashNames(backends);
        weights = weightsOf(backends);
        equal = weights.every((weight) => weight === weights[0]);
      },
      pick({ key }) {
        const place = mix32(key);
        let best = -1;
        let highest = 0;
        for (let backend = 0; backend < weights.length; backend++) {
          if (!environment.available(backend)) continue;
          const hash = hashWith(hashes, backend, place);
          // With equal weights the logarithm, which is increasing, changes nothing.
          const score = equal ? hash : -weights[backend] / ln((hash + 0.5) * TWO_TO_MINUS_32);
          if (best >= 0 && score <= highest) continue;
          best = backend;
          highest = score;
        }
        return best;
      },
      sent() {},
      ended() {},
    };
  },
};
