/** Multi-Paxos: what acceptors must remember, what proposers must ask, who decides. */
import type { Mutant, Patch } from '../mutant.ts';

const FOLDER = 'algorithms/consensus/multi-paxos';
/** An agreement that broke shows first wherever it is looked at first. */
const AGREEMENT = [
  'state-machine-agreement',
  'durable-acknowledgement',
  'one-value-per-ballot',
  'commit-quorum',
  'leader-completeness',
  'linearizability',
  'halted',
  'exception',
];
const PROMISE = ['promise-kept', 'ballot-monotonicity', 'election-safety', 'monotonic-term', ...AGREEMENT];
const STALE_READ = ['linearizability'];

const patch = (file: string, find: string, replace: string): Patch => ({ file: `${FOLDER}/${file}`, find, replace });

export const paxos: readonly Mutant[] = [
  {
    id: 'P1',
    protocol: 'multi-paxos',
    wrong: 'a proposer ignores what was accepted before',
    source: '6.824 Paxos pseudo-code, line 5; P2c of Paxos Made Simple',
    properties: AGREEMENT,
    pattern: 'a second proposer after a partial accept',
    decisions: 2,
    patches: [patch('phase1.ts', '  report(phase1, message);\n', '')],
  },
  {
    id: 'P1b',
    protocol: 'multi-paxos',
    wrong: 'a proposer takes the first value that is reported, not that of the highest ballot',
    source: 'P2c of Paxos Made Simple',
    properties: AGREEMENT,
    pattern: 'two partial accepts of different proposers, then a third proposer',
    decisions: 3,
    patches: [patch('phase1.ts', 'if (known === undefined || ballots[i] > known.ballot)', 'if (known === undefined)')],
  },
  {
    id: 'P2',
    protocol: 'multi-paxos',
    wrong: 'a promise is kept in memory only',
    source: '6.824 Paxos pseudo-code, line 9',
    properties: PROMISE,
    pattern: 'crash an acceptor between two proposers',
    decisions: 2,
    patches: [
      patch(
        'persistence.ts',
        "  environment.storage.append({ kind: 'promised', ballot: state.ballot }, RECORD_BYTES);\n",
        '  if (environment.self < 0) return;\n',
      ),
    ],
  },
  {
    id: 'P2b',
    protocol: 'multi-paxos',
    wrong: 'what is accepted is kept in memory only',
    source: '6.824 Paxos pseudo-code, line 9',
    properties: PROMISE,
    pattern: 'power failure of a majority',
    decisions: 2,
    patches: [
      patch(
        'persistence.ts',
        "  environment.storage.append({ kind: 'accepted', ballot, values, commit }, RECORD_BYTES + sizeOf(values));\n",
        '  if (ballot + commit + values.length + environment.self < 0) return;\n',
      ),
    ],
  },
  {
    id: 'P2c',
    protocol: 'multi-paxos',
    wrong: 'answers leave before what they promise is durable',
    source: 'Paxos Made Simple §2.5',
    properties: PROMISE,
    pattern: 'power failure of a majority',
    decisions: 2,
    patches: [
      patch(
        'persistence.ts',
        '  if (operations === state.durableOperations && to !== environment.self) environment.send(to, message, bytes);',
        '  if (operations >= 0 && to !== environment.self) environment.send(to, message, bytes);',
      ),
    ],
  },
  {
    id: 'P3',
    protocol: 'multi-paxos',
    wrong: 'an acceptor accepts values of a lower ballot than it has promised',
    source: '6.824 Paxos pseudo-code, lines 18–22',
    properties: PROMISE,
    pattern: 'accept of an old proposer after a promise to a new one',
    decisions: 2,
    patches: [
      patch(
        'multi-paxos.ts',
        "    case 'multi-paxos/prepare':\n    case 'multi-paxos/accept':\n    case 'multi-paxos/heartbeat':\n      environment.send",
        "    case 'multi-paxos/accept':\n      if (state.role !== 'leader') return true;\n    case 'multi-paxos/prepare':\n    case 'multi-paxos/heartbeat':\n      environment.send",
      ),
    ],
  },
  {
    id: 'P5',
    protocol: 'multi-paxos',
    wrong: 'quorums of the two phases need not intersect',
    source: 'Flexible Paxos; happy-simulator#43',
    properties: [...PROMISE, 'quorum-intersection'],
    pattern: 'disjoint quorums',
    decisions: 2,
    patches: [
      patch(
        'quorum.ts',
        'return Math.max(wanted, voters - phase2Size(voters, sizes) + 1);',
        'return Math.max(1, Math.min(wanted, voters - phase2Size(voters, sizes)));',
      ),
    ],
  },
  {
    id: 'P6',
    protocol: 'multi-paxos',
    wrong: 'a lease outlasts the patience of the acceptors',
    source: 'ceph commit fa1d957 (#7736)',
    properties: STALE_READ,
    pattern: 'isolate the leader, write elsewhere, read from it within its lease',
    decisions: 3,
    patches: [
      patch(
        'options.ts',
        '    leaseDuration: Math.floor(((electionTimeout.min - electionTick) * (1 - drift)) / (1 + drift)),',
        '    leaseDuration: 3 * electionTimeout.max + 0 * drift,',
      ),
    ],
  },
  {
    id: 'P7',
    protocol: 'multi-paxos',
    wrong: 'counts messages, not acceptors',
    source: 'as ktoso/akka-raft#45',
    properties: AGREEMENT,
    pattern: 'duplicate one answer',
    decisions: 2,
    patches: [
      patch(
        'phase2.ts',
        'if (commander.chosen || commander.acceptors.includes(acceptor) || !voters.includes(acceptor)) continue;',
        'if (commander.chosen || !voters.includes(acceptor)) continue;',
      ),
    ],
  },
  {
    id: 'P8',
    protocol: 'multi-paxos',
    wrong: 'proposes beyond the window of α slots',
    source: 'Reconfiguring a State Machine §2; Paxos Made Moderately Complex §4',
    properties: [...PROMISE, 'quorum-intersection', 'liveness'],
    pattern: 'a change of the membership with commands in flight',
    decisions: 3,
    patches: [
      patch(
        'phase2.ts',
        'if (slot > state.commitIndex + options.alpha) return false;',
        'if (slot < 0 * options.alpha) return false;',
      ),
    ],
  },
  {
    id: 'P9',
    protocol: 'multi-paxos',
    wrong: 'a configuration is in force at once, not α slots later',
    source: 'Reconfiguring a State Machine §2',
    properties: [...PROMISE, 'quorum-intersection', 'liveness'],
    pattern: 'a change of the membership with commands in flight',
    decisions: 3,
    patches: [
      patch(
        'membership.ts',
        'from: slot + options.alpha, membership',
        'from: slot + 1 + 0 * options.alpha, membership',
      ),
    ],
  },
  {
    id: 'P10',
    protocol: 'multi-paxos',
    wrong: 'a commit index counts for values of older ballots, too',
    source: 'as willemt/raft#118.2',
    properties: AGREEMENT,
    pattern: 'a deposed leader with values of its own is healed',
    decisions: 2,
    patches: [
      patch(
        'learner.ts',
        'commitTo(paxos, Math.min(state.heardCommit, state.received));',
        'commitTo(paxos, Math.min(state.heardCommit, state.slots.base + state.slots.values.length));',
      ),
    ],
  },
  {
    id: 'P11',
    protocol: 'multi-paxos',
    wrong: 'compaction forgets what is accepted beyond the snapshot',
    source: 'as databendlabs/openraft#511; Paxos Made Live §5.5',
    properties: PROMISE,
    pattern: 'snapshot, then power failure',
    decisions: 3,
    patches: [
      patch(
        'persistence.ts',
        '    ...acceptedAfter(state, base.slot),\n',
        '    ...acceptedAfter(state, Number.MAX_SAFE_INTEGER),\n',
      ),
    ],
  },
  {
    id: 'P12',
    protocol: 'multi-paxos',
    wrong: 'the late answer of a sync counts for a later ballot',
    source: 'etcd-io/raft rawnode.go (ABA)',
    properties: PROMISE,
    pattern: 'slow disk, two proposers in turn',
    decisions: 3,
    patches: [
      patch(
        'persistence.ts',
        '  for (const sync of state.syncs) sync.received = Math.min(sync.received, state.commitIndex);\n',
        '',
      ),
    ],
  },
  {
    id: 'P13',
    protocol: 'multi-paxos',
    wrong: 'proposes to acceptors of a new configuration that have promised nothing',
    source: 'Reconfiguring a State Machine §2; Paxos Made Simple §2.2, P1a',
    properties: [...PROMISE, 'quorum-intersection'],
    pattern: 'a change of the membership, two proposers',
    decisions: 3,
    patches: [
      patch(
        'phase2.ts',
        'if (!isQuorum(voters, phase1Size(voters.length, options), (voter) => promises.has(voter))) return false;',
        'if (!isQuorum(voters, 0 * phase1Size(voters.length, options), (voter) => promises.has(voter))) return false;',
      ),
    ],
  },
  {
    id: 'Q1',
    protocol: 'multi-paxos',
    wrong: 'the leader reads locally without asking a quorum',
    source: 'deventlab/d-engine#381; aphyr on etcd and Consul',
    properties: STALE_READ,
    pattern: 'isolate the leader, write elsewhere, read from it',
    decisions: 3,
    patches: [
      patch(
        'reads.ts',
        '  return isQuorum(voters, phase2Size(voters.length, options), answered);\n',
        '  return isQuorum(voters, 0 * phase2Size(voters.length, options), answered);\n',
      ),
    ],
  },
  {
    id: 'Q2',
    protocol: 'multi-paxos',
    wrong: 'reads before what phase 1 reported is chosen',
    source: 'etcd-io/etcd#7331, RedisLabs/redisraft#22',
    properties: STALE_READ,
    pattern: 'write, change of leader, read right after it',
    decisions: 3,
    patches: [
      patch(
        'reads.ts',
        '  paxos.state.commitIndex >= phase1.recovered && hasPhase1Quorum(paxos, phase1.promises);',
        '  paxos.state.commitIndex >= 0 && hasPhase1Quorum(paxos, phase1.promises);',
      ),
    ],
  },
];
