/**
 * Which abstract states of the whole cluster a run goes through, as hashes: what the hunter is guided by. A state says of
 * each replica whether it is up, its role, how its term, the end of its log and its commit index compare with the
 * furthest of the cluster, whether its
 * configuration is changing, and whether a fault names it. Names, indices and times are left out, and
 * replicas are interchangeable. Looked at whenever a replica, a machine or a fault says something.
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
  const touched = new Map<NodeId, number>();
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
      part = part * 2 + (part === 0 && (touched.get(replica.node) ?? 0) > 0 ? 1 : 0);
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
  trace.subscribe('fault', ({ nodes, phase }) => {
    for (const node of nodes) touched.set(node, (touched.get(node) ?? 0) + (phase === 'start' ? 1 : -1));
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

/** Keeps `sorted` in ascending order. */
function insert(sorted: number[], part: number): void {
  let at = sorted.length;
  while (at > 0 && sorted[at - 1] > part) {
    sorted[at] = sorted[at - 1];
    at--;
  }
  sorted[at] = part;
}

/** One round of MurmurHash3 (A. Appleby), 32 bits. */
function mix(hash: number, value: number): number {
  let h = Math.imul(value | 0, 0xcc9e2d51 | 0);
  h = Math.imul((h << 15) | (h >>> 17), 0x1b873593);
  h = hash ^ h;
  return (Math.imul((h << 13) | (h >>> 19), 5) + (0xe6546b64 | 0)) | 0;
}
