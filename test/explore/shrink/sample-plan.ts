import type { ParameterValues } from '../../../src/core/parameters.ts';
import { type RandomStream, randomInteger, randomStream } from '../../../src/core/random/random-stream.ts';
import { MILLISECOND, SECOND } from '../../../src/core/time.ts';
import type { Plan, PlannedFault } from '../../../src/explore/plan.ts';

export const emptyPlan: Plan = {
  seed: 7,
  protocol: 'raft',
  options: {},
  voters: 3,
  spares: 0,
  transport: 'stream',
  latency: { min: MILLISECOND, max: MILLISECOND },
  fsync: { min: MILLISECOND, max: MILLISECOND },
  duration: 5 * SECOND,
  operations: [],
  orders: [],
  faults: [],
  healing: undefined,
};

const pick = <T>(random: RandomStream, list: readonly T[]): T => list[randomInteger(random, list.length)];

/** A plan as a hunt draws them: five machines and a spare, many faults of several kinds at rough times. */
export function noisyPlan(seed: number, faults = 60): Plan {
  const random = randomStream(seed, 'noisy plan');
  const time = (): number => 100_000 + randomInteger(random, 7_000_000);
  const group = (): string =>
    pick(random, ['n1', 'n2', 'n3 and n4', 'n5', 'n6', 'leader of store', 'a follower of store']);
  const fault = (): PlannedFault => {
    const kind = pick(random, ['crash', 'pause', 'partition', 'isolate', 'slow-disk', 'link-loss']);
    const parameters: ParameterValues =
      kind === 'link-loss' ? { share: random() } : kind === 'slow-disk' ? { factor: 1 + 50 * random() } : {};
    return {
      ...{ kind, at: time(), for: 10_000 + randomInteger(random, 900_000), parameters },
      groups: kind === 'partition' ? [group(), 'rest'] : [group()],
    };
  };
  const byTime = (a: { at: number }, b: { at: number }): number => a.at - b.at;
  return {
    ...emptyPlan,
    ...{ seed: 1000 + seed, voters: 5, spares: 1, transport: 'datagram', duration: 8 * SECOND },
    options: { preVote: false, heartbeatInterval: 20_000, electionTimeout: { min: 100_000, max: 200_000 } },
    latency: { min: 312, max: 23_456 },
    fsync: { min: 12, max: 3456 },
    faults: Array.from({ length: faults }, fault).sort(byTime),
    orders: Array.from({ length: 4 }, () => ({
      ...{ at: time(), type: pick(random, ['add-voter', 'remove'] as const), nodes: [randomInteger(random, 6)] },
    })).sort(byTime),
    operations: Array.from({ length: 30 }, () => ({
      ...{
        at: time(),
        f: pick(random, ['read', 'write', 'append', 'cas'] as const),
        key: pick(random, ['k1', 'k2', 'k3']),
      },
      client: randomInteger(random, 3),
    })).sort(byTime),
    healing: { at: 7_200_000, without: [1], within: 700_000 },
  };
}
