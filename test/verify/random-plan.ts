/** Plans with every kind of fault that consensus bears, drawn evenly: to hold correct algorithms against everything. */
import type { ParameterValues } from '../../src/core/parameters.ts';
import { randomInteger, randomStream } from '../../src/core/random/random-stream.ts';
import { MILLISECOND, SECOND } from '../../src/core/time.ts';
import type { Plan, PlannedFault, PlannedOperation, PlannedOrder } from '../../src/explore/plan.ts';
import { faultKinds } from '../../src/faults/registry.ts';

/** Storage that forgets or rots is more than they bear; `heal` is the plan's own. */
const UNBEARABLE: ReadonlySet<string> = new Set(['wipe', 'lost-fsync', 'bit-rot', 'heal']);
export const BEARABLE: readonly string[] = [...faultKinds.keys()].filter((name) => !UNBEARABLE.has(name));

const PARAMETERS: Readonly<Record<string, ParameterValues>> = {
  'clock-skew': { by: 300 * MILLISECOND },
  'clock-jump': { by: 500 * MILLISECOND },
  'clock-drift': { rate: 400 },
  'link-loss': { share: 0.3 },
  duplicate: { share: 0.5 },
  reorder: { share: 0.5 },
  delay: { by: { kind: 'uniform', min: 0, max: 200 * MILLISECOND } },
  bandwidth: { rate: 50_000 },
  'rolling-restart': { down: 300 * MILLISECOND, gap: 300 * MILLISECOND },
};
const MESSAGES: Readonly<Record<string, readonly string[]>> = {
  raft: ['raft/append', 'raft/append-response', 'raft/request-vote', 'raft/vote-response', 'raft/heartbeat'],
  'multi-paxos': ['multi-paxos/prepare', 'multi-paxos/promise', 'multi-paxos/accept', 'multi-paxos/accepted'],
};
const TARGETS = [
  'leader of store',
  'a follower of store',
  'a random node',
  'a minority of store',
  'a majority of store',
];
const FAULTS_END = 3 * SECOND;
export const WITHIN = 6 * SECOND;

export interface RandomPlanOptions {
  readonly kinds?: readonly string[];
  readonly protocol?: string;
}

export function randomPlan(seed: number, { kinds = BEARABLE, protocol = 'raft' }: RandomPlanOptions = {}): Plan {
  const random = randomStream(seed, 'plan');
  const below = (n: number): number => randomInteger(random, n);
  const oneOf = <T>(values: readonly T[]): T => values[below(values.length)];
  const between = (min: number, max: number): number => min + below(max - min + 1);
  const some = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
  const chance = (share: number): boolean => random() < share;

  const voters = oneOf([3, 3, 3, 4, 5]);
  const spares = below(2);
  const slow = chance(0.3);
  const machines = Array.from({ length: voters + spares }, (_, i) => i);
  const faults = some(between(1, 10), (): PlannedFault => {
    const kind = oneOf(kinds);
    const { groups, lasting } = faultKinds.get(kind)!;
    const parameters: ParameterValues =
      kind === 'tamper'
        ? {
            messages: oneOf(MESSAGES[protocol]),
            action: oneOf(['drop', 'hold', 'duplicate']),
            by: between(1, 600) * MILLISECOND,
          }
        : (PARAMETERS[kind] ?? {});
    const targets = groups.min > 0 ? [kind === 'outage' ? 'zone a' : oneOf(TARGETS)] : [];
    const length = lasting ? { for: between(10, 900) * MILLISECOND } : {};
    return { kind, groups: targets, at: between(0, 2500) * MILLISECOND, ...length, parameters };
  });
  const operations = some(
    between(10, 60),
    (): PlannedOperation => ({
      client: below(3),
      at: between(0, 4000) * MILLISECOND,
      f: oneOf(['read', 'read', 'write', 'append', 'cas', 'delete']),
      key: oneOf(['x', 'y']),
      ...(chance(0.5) ? { via: below(voters) } : {}),
    }),
  );
  const orders = some(chance(0.4) ? between(1, 3) : 0, (): PlannedOrder => {
    const type = oneOf(['add-voter', 'add-learner', 'remove', 'transfer-leadership', 'replace'] as const);
    const nodes = type === 'replace' ? machines.filter(() => chance(0.7)) : [oneOf(machines)];
    return { at: between(100, 2500) * MILLISECOND, type, nodes: nodes.length > 0 ? nodes : [0] };
  });
  const ascending = <T extends { readonly at: number }>(list: T[]): T[] => list.sort((a, b) => a.at - b.at);
  // A process that gave up on a full disk comes back with its machine only.
  if (faults.some(({ kind }) => kind === 'disk-full')) {
    const { at, length } = { at: FAULTS_END - 100 * MILLISECOND, length: 50 * MILLISECOND };
    faults.push({ kind: 'crash', groups: ['all nodes'], at, for: length, parameters: {} });
  }
  return {
    seed,
    protocol,
    options: {
      electionTimeout: { min: 150 * MILLISECOND, max: 300 * MILLISECOND },
      heartbeatInterval: 50 * MILLISECOND,
      preVote: chance(0.5),
      checkQuorum: chance(0.5),
      readMode: oneOf(['read-index', 'read-index', 'lease', 'log']),
      snapshotEvery: oneOf([100_000, 3, 10]),
      snapshotKeep: oneOf([0, 2]),
      maxEntriesPerMessage: oneOf([4096, 1]),
      maxInflight: oneOf([512, 1]),
      ...(protocol === 'multi-paxos' ? { alpha: oneOf([1, 5, 20]) } : {}),
    },
    voters,
    spares,
    transport: oneOf(['stream', 'datagram']),
    latency: slow ? { min: 1000, max: 20 * MILLISECOND } : { min: 200, max: 2000 },
    fsync: chance(0.3) ? { min: 1000, max: 20 * MILLISECOND } : { min: 100, max: 2000 },
    duration: FAULTS_END + WITHIN,
    operations: ascending(operations),
    orders: ascending(orders),
    faults: ascending(faults),
    healing: { at: FAULTS_END, without: [], within: WITHIN },
  };
}
