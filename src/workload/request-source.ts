/**
 * What the callers of a pool on one machine want next. Each quantity comes from a stream of its own
 * (`users|keys|priorities|service-time/<client>/<zone>`), and every request takes the next draw of each: the n-th request
 * is the same whatever became of earlier ones, and under every balancer (common random numbers).
 */
import { createDistribution } from '../core/distributions/create-distribution.ts';
import type { DistributionSpec } from '../core/distributions/distribution.ts';
import { murmur3 } from '../core/hash/murmur3.ts';
import { randomInteger, randomStream } from '../core/random/random-stream.ts';
import type { Micros } from '../core/time.ts';
import type { ClientSpec } from './client.ts';
import { createKeyChooser } from './keys/create-key-chooser.ts';
import type { MachineShare } from './machine-share.ts';

export interface RequestKey {
  readonly name: string;
  /** Of its name, in [0, 2³²). */
  readonly hash: number;
}

export interface RequestSource {
  /** Users are dealt out to the machines in turn; a machine draws evenly among its own. */
  nextUser(): number;
  /** `k0`, `k1`, … */
  nextKey(): RequestKey;
  nextPriority(): number;
  /** CPU time at nominal speed. */
  nextWork(): Micros;
}

/** Of so many keys names and hashes are kept: most requests are about few keys. */
const KEPT_KEYS = 1 << 16;

function keyOf(number: number): RequestKey {
  const name = `k${number}`;
  return { name, hash: murmur3(name) };
}

export function createRequestSource(
  spec: ClientSpec,
  share: MachineShare,
  serviceTime: DistributionSpec,
): RequestSource {
  const { seed, client, zone, index, count } = share;
  const userRandom = randomStream(seed, `users/${client}/${zone}`);
  const chooseKey = createKeyChooser(spec.keys, randomStream(seed, `keys/${client}/${zone}`));
  const workRandom = randomStream(seed, `service-time/${client}/${zone}`);
  const priorityRandom = randomStream(seed, `priorities/${client}/${zone}`);
  const distribution = createDistribution(serviceTime);
  const ownUsers = Math.ceil((spec.users - index) / count);
  const keys: (RequestKey | undefined)[] = [];
  const priorities = spec.priorities ?? [];

  return {
    nextUser: () => (ownUsers > 0 ? index + count * randomInteger(userRandom, ownUsers) : index % spec.users),
    nextKey() {
      const number = chooseKey();
      if (number >= KEPT_KEYS) return keyOf(number);
      while (keys.length <= number) keys.push(undefined);
      const key = keys[number] ?? keyOf(number);
      keys[number] = key;
      return key;
    },
    nextPriority() {
      if (priorities.length === 0) return 0;
      let left = priorityRandom();
      for (const { priority, share: part } of priorities) {
        left -= part;
        if (left < 0) return priority;
      }
      return priorities[priorities.length - 1].priority;
    },
    nextWork: () => Math.round(distribution.sample(workRandom)),
  };
}
