/**
 * Which abstract states of the whole cluster a run goes through, as hashes: what the hunter is guided by. A state is the
 * set of what its replicas are: up, paused or down, in which role, how their term, the end of their log and their commit
 * index compare with the furthest of the cluster, whether their configuration is changing. Names, numbers, times and how
 * many are alike are left out: a hunt should meet most states in minutes, so that a new one means something. Looked at
 * whenever a replica or a machine says something.
 */
import type { ProcessId } from '../../algorithms/environment.ts';
import type { ProtocolEvent, Role } from '../../algorithms/protocol-event.ts';
import { getOrCreate } from '../../core/get-or-create.ts';
import type { NodeId, NodeObservation } from '../../kernel/observation.ts';
import type { Trace } from '../../kernel/trace.ts';

interface ReplicaState {
  readonly node: NodeId;
  role: Role;
  term: number;
  lastIndex: number;
  lastTerm: number;
  /** Terms of the entries, by index: an end that is cut off shows what was before. */
  readonly terms: number[];
  commit: number;
  /** Its configuration is not committed, or has two parts. */
  changing: boolean;
}

const ROLES: Readonly<Record<Role, number>> = { follower: 0, 'pre-candidate': 1, candidate: 2, leader: 3, learner: 4 };
const DOWN: Readonly<Partial<Record<NodeObservation['change'], number>>> = {
  start: 0,
  restart: 0,
  resume: 0,
  pause: 1,
  crash: 2,
  stop: 2,
  halt: 2,
};
const HASH_SEED = 0x2545f491;

/** Returns the states so far, each once, in order of appearance. */
export function watchStates(trace: Pick<Trace, 'subscribe'>): () => readonly number[] {
  const replicas = new Map<ProcessId, ReplicaState>();
  /** How far from running. */
  const condition = new Map<NodeId, number>();
  const seen = new Set<number>();
  const parts: number[] = [];

  const look = (): void => {
    let term = 0;
    let lastTerm = 0;
    let lastIndex = 0;
    let commit = 0;
    for (const replica of replicas.values()) {
      if (replica.term > term) term = replica.term;
      if (replica.commit > commit) commit = replica.commit;
      if (replica.lastTerm < lastTerm || (replica.lastTerm === lastTerm && replica.lastIndex <= lastIndex)) continue;
      lastTerm = replica.lastTerm;
      lastIndex = replica.lastIndex;
    }
    parts.length = 0;
    for (const replica of replicas.values()) {
      let part = condition.get(replica.node) ?? 0;
      part = part * 5 + ROLES[replica.role];
      part = part * 2 + (replica.term < term ? 1 : 0);
      part = part * 3 + logRank(replica, lastTerm, lastIndex);
      part = part * 2 + (replica.commit < commit ? 1 : 0);
      part = part * 2 + (replica.changing ? 1 : 0);
      insert(parts, part);
    }
    let hash = HASH_SEED;
    for (let i = 0; i < parts.length; i++) hash = mix(hash, parts[i]);
    seen.add(hash);
  };

  trace.subscribe('protocol', ({ process, node, event }) => {
    const replica = getOrCreate(replicas, process, () => createState(node));
    note(replica, event);
    look();
  });
  trace.subscribe('log', ({ process, node, change, index, term }) => {
    const replica = getOrCreate(replicas, process, () => createState(node));
    const { terms } = replica;
    if (change === 'commit') {
      replica.commit = index;
      return;
    }
    if (change === 'propose') return;
    terms.length = Math.min(terms.length, index);
    if (change === 'append') terms[index] = term;
    replica.lastIndex = change === 'append' ? index : index - 1;
    replica.lastTerm = terms[replica.lastIndex] ?? 0;
    if (change === 'truncate') look();
  });
  trace.subscribe('node', ({ node, change }) => {
    const down = DOWN[change];
    if (down !== undefined) condition.set(node, down);
    look();
  });
  return () => [...seen];
}

const createState = (node: NodeId): ReplicaState => ({
  node,
  role: 'follower',
  term: 0,
  lastIndex: 0,
  lastTerm: 0,
  terms: [],
  commit: 0,
  changing: false,
});

function note(replica: ReplicaState, event: ProtocolEvent): void {
  switch (event.type) {
    case 'role':
      replica.role = event.role;
      replica.term = event.term;
      break;
    case 'promise':
      replica.term = Math.max(replica.term, event.term);
      break;
    case 'membership':
      replica.changing = !event.committed || event.membership.outgoing.length > 0;
      break;
    case 'snapshot':
      if (event.action !== 'installed') break;
      replica.lastIndex = event.index;
      replica.lastTerm = event.term;
      replica.terms[event.index] = event.term;
      break;
  }
}

/** 0: the end of the log is the furthest; 1: it is behind; 2: of an older term, and yet not shorter. */
function logRank(replica: ReplicaState, lastTerm: number, lastIndex: number): number {
  if (replica.lastTerm < lastTerm) return replica.lastIndex < lastIndex ? 1 : 2;
  return replica.lastIndex === lastIndex ? 0 : 1;
}

/** Keeps `sorted` in ascending order, each part once. */
function insert(sorted: number[], part: number): void {
  let at = sorted.length;
  while (at > 0 && sorted[at - 1] > part) at--;
  if (at === 0 || sorted[at - 1] !== part) sorted.splice(at, 0, part);
}

/** One round of MurmurHash3 (A. Appleby), 32 bits. */
function mix(hash: number, value: number): number {
  let h = Math.imul(value | 0, 0xcc9e2d51 | 0);
  h = Math.imul((h << 15) | (h >>> 17), 0x1b873593);
  h = hash ^ h;
  return (Math.imul((h << 13) | (h >>> 19), 5) + (0xe6546b64 | 0)) | 0;
}
