/**
 * A small deterministic world for one cluster, of Raft unless told otherwise: virtual time, links with delay, loss and duplicates, partitions,
 * disks with fsync, crashes. Independent of the simulator on purpose, so that a fault of one cannot hide one of the other.
 */

import type {
  Command,
  Consensus,
  ConsensusProtocol,
  LogObserver,
  StateMachine,
} from '../../../../src/algorithms/consensus/consensus.ts';
import { raft } from '../../../../src/algorithms/consensus/raft/raft.ts';
import type { RaftState } from '../../../../src/algorithms/consensus/raft/state.ts';
import type { Environment, Message, ProcessId, Recovered, TimerId } from '../../../../src/algorithms/environment.ts';
import type { ProtocolEvent } from '../../../../src/algorithms/protocol-event.ts';
import type { ParameterValues } from '../../../../src/core/parameters.ts';
import { type RandomStream, randomStream } from '../../../../src/core/random/random-stream.ts';
import { MILLISECOND, type Micros } from '../../../../src/core/time.ts';

export interface Span {
  readonly min: Micros;
  readonly max: Micros;
}

export interface WorldOptions {
  readonly protocol?: ConsensusProtocol;
  readonly log?: (id: ProcessId) => LogObserver;
  readonly seed?: number | string;
  /** Where streams of random numbers come from; by default they are seeded by `seed`. */
  readonly streams?: (name: string) => RandomStream;
  /** Replicas that run; the first `voters` of them vote at boot. */
  readonly nodes: number;
  readonly voters?: number;
  readonly learners?: readonly ProcessId[];
  readonly options?: ParameterValues;
  /** One-way, drawn per message: messages overtake each other unless `fifo`. */
  readonly latency?: Span;
  readonly fifo?: boolean;
  readonly loss?: number;
  readonly duplicate?: number;
  /** Rate error of the local clocks, as a share: drawn uniformly in ± per node. */
  readonly drift?: number;
  /** Duration of a sync, drawn per sync. */
  readonly sync?: Span;
}

export interface Applied {
  readonly index: number;
  readonly term: number;
  readonly data: unknown;
}

interface Operation {
  readonly type: 'append' | 'rewrite';
  readonly records: readonly unknown[];
}

/** A disk: what is durable, and what was written since. */
interface Disk {
  durable: unknown[];
  unsynced: Operation[];
  /** Syncs complete in order. */
  busyUntil: Micros;
  failure: 'full' | 'io' | undefined;
  /** Only rewrites fail; the sync after one says so. */
  rewriteFailure: boolean;
  rewriteFailed: boolean;
}

export interface Node {
  readonly id: ProcessId;
  readonly disk: Disk;
  readonly random: RandomStream;
  life: number;
  up: boolean;
  halted: string | undefined;
  consensus: Consensus;
  /** What the state machine of this life holds. */
  applied: Applied[];
  reads: { token: number; ready: boolean; length: number }[];
  readonly timers: Map<TimerId, number>;
  clockRate: number;
}

export interface WorldEvent {
  readonly time: Micros;
  readonly process: ProcessId;
  readonly event: ProtocolEvent;
}

export interface World {
  readonly nodes: readonly Node[];
  readonly events: WorldEvent[];
  now(): Micros;
  /** Runs the next event; false if there is none. */
  step(): boolean;
  run(duration: Micros): void;
  /** Runs until `done` holds; false if it does not within `limit`. */
  runUntil(done: () => boolean, limit: Micros): boolean;
  at(delay: Micros, action: () => void): void;
  crash(id: ProcessId): void;
  restart(id: ProcessId, integrity?: Recovered['integrity']): void;
  /** Messages pass only within a group; nodes in none are alone. */
  partition(...groups: ProcessId[][]): void;
  cut(from: ProcessId, to: ProcessId): void;
  heal(): void;
  leader(): Node | undefined;
  propose(id: ProcessId, data: unknown): ReturnType<Consensus['propose']>;
  state(id: ProcessId): RaftState;
  /** Called for every message sent (and dropped), delivered, and applied entry. */
  onMessage: ((type: 'send' | 'deliver', from: ProcessId, to: ProcessId, message: Message) => void) | undefined;
  onApply: ((node: Node, entry: Applied) => void) | undefined;
  onRead: ((node: Node, token: number, ready: boolean) => void) | undefined;
  onEvent: ((node: Node, event: ProtocolEvent) => void) | undefined;
  latency: Span;
  loss: number;
  duplicate: number;
  /** Of unsynced operations, whether a random prefix survives a crash instead of none. */
  keepsUnsynced: boolean;
}

interface Scheduled {
  readonly time: Micros;
  readonly sequence: number;
  readonly action: () => void;
}

export const command = (data: unknown): Command => ({ data, bytes: 16 });

export function createWorld(plan: WorldOptions): World {
  const seed = plan.seed ?? 1;
  const sync = plan.sync ?? { min: 0, max: 0 };
  const streams = plan.streams ?? ((name) => randomStream(seed, name));
  const network = streams('network');
  const disks = streams('disks');
  const clocks = streams('clocks');
  const voterCount = plan.voters ?? plan.nodes - (plan.learners?.length ?? 0);
  const voters = Array.from({ length: voterCount }, (_, id) => id);
  const events: WorldEvent[] = [];
  const heap: Scheduled[] = [];
  const blocked = new Set<string>();
  const lastArrival = new Map<string, Micros>();
  let now = 0;
  let sequence = 0;

  const draw = (random: RandomStream, span: Span) =>
    span.max > span.min ? span.min + Math.floor(random() * (span.max - span.min + 1)) : span.min;

  const before = (a: Scheduled, b: Scheduled) => a.time < b.time || (a.time === b.time && a.sequence < b.sequence);

  function at(delay: Micros, action: () => void): void {
    const item: Scheduled = { time: now + delay, sequence: sequence++, action };
    let i = heap.length;
    heap.push(item);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!before(item, heap[parent])) break;
      heap[i] = heap[parent];
      i = parent;
    }
    heap[i] = item;
  }

  function pop(): Scheduled | undefined {
    const top = heap[0];
    const last = heap.pop();
    if (heap.length === 0 || last === undefined) return top;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1], heap[child])) child++;
      if (!before(heap[child], last)) break;
      heap[i] = heap[child];
      i = child;
    }
    heap[i] = last;
    return top;
  }

  function deliver(node: Node, from: ProcessId, message: Message): void {
    if (!node.up || blocked.has(`${from}→${node.id}`)) return;
    world.onMessage?.('deliver', from, node.id, message);
    node.consensus.receive(from, message);
  }

  function environmentOf(node: Node): Environment {
    const { life } = node;
    const alive = () => node.life === life && node.up;
    const local = () => Math.floor(now * node.clockRate);
    return {
      self: node.id,
      now: local,
      wallClock: local,
      random: node.random,
      setTimer(id, delay) {
        const version = (node.timers.get(id) ?? 0) + 1;
        node.timers.set(id, version);
        at(Math.ceil(delay / node.clockRate), () => {
          if (alive() && node.timers.get(id) === version) node.consensus.timeout(id);
        });
      },
      cancelTimer: (id) => void node.timers.set(id, (node.timers.get(id) ?? 0) + 1),
      send(to, message) {
        world.onMessage?.('send', node.id, to, message);
        const link = `${node.id}→${to}`;
        const copies = world.duplicate > 0 && network() < world.duplicate ? 2 : 1;
        for (let copy = 0; copy < copies; copy++) {
          let delay = draw(network, world.latency);
          if (world.loss > 0 && network() < world.loss) continue;
          if (plan.fifo) {
            const arrival = Math.max(now + delay, lastArrival.get(link) ?? 0);
            lastArrival.set(link, arrival);
            delay = arrival - now;
          }
          at(delay, () => deliver(nodes[to], node.id, message));
        }
      },
      storage: {
        append: (record) => void node.disk.unsynced.push({ type: 'append', records: [record] }),
        rewrite(records) {
          if (node.disk.rewriteFailure) node.disk.rewriteFailed = true;
          else node.disk.unsynced.push({ type: 'rewrite', records });
        },
        sync(token) {
          const { disk } = node;
          const covered = disk.unsynced.length;
          const failure = disk.failure ?? (disk.rewriteFailed ? 'full' : undefined);
          disk.rewriteFailed = false;
          const epoch = covered + flushed(node);
          disk.busyUntil = Math.max(now, disk.busyUntil) + draw(disks, sync);
          at(disk.busyUntil - now, () => {
            if (!alive()) return;
            if (failure !== undefined) {
              node.consensus.storageFailed(token, failure);
              return;
            }
            flush(node, epoch - flushed(node));
            node.consensus.synced(token);
          });
        },
      },
      observe(event) {
        events.push({ time: now, process: node.id, event });
        world.onEvent?.(node, event);
      },
      halt(reason) {
        node.halted = reason;
        node.up = false;
      },
    };
  }

  const flushedCounts = new Map<Node, number>();
  const flushed = (node: Node) => flushedCounts.get(node) ?? 0;

  function flush(node: Node, count: number): void {
    const { disk } = node;
    for (const operation of disk.unsynced.splice(0, Math.max(0, count))) {
      if (operation.type === 'rewrite') disk.durable = [...operation.records];
      else disk.durable.push(...operation.records);
      flushedCounts.set(node, flushed(node) + 1);
    }
  }

  function machineOf(node: Node): StateMachine {
    const answerRead = (token: number, ready: boolean) => {
      node.reads.push({ token, ready, length: node.applied.length });
      world.onRead?.(node, token, ready);
    };
    return {
      apply(index, term, entry) {
        const applied = { index, term, data: entry?.data };
        node.applied.push(applied);
        world.onApply?.(node, applied);
      },
      snapshot: () => ({ data: [...node.applied], bytes: 100 * node.applied.length }),
      restore(data) {
        node.applied = [...(data as Applied[])];
      },
      readReady: (token) => answerRead(token, true),
      readFailed: (token) => answerRead(token, false),
      leaderChanged() {},
      leadershipLost() {},
    };
  }

  function boot(node: Node, integrity: Recovered['integrity']): void {
    node.life++;
    node.up = true;
    node.halted = undefined;
    node.applied = [];
    node.timers.clear();
    node.consensus = (plan.protocol ?? raft).create(environmentOf(node), machineOf(node), {
      voters,
      learners: plan.learners ?? [],
      options: plan.options ?? {},
      log: plan.log?.(node.id),
    });
    node.consensus.start({ records: [...node.disk.durable], integrity });
  }

  const nodes: Node[] = Array.from({ length: plan.nodes }, (_, id) => ({
    id,
    disk: { durable: [], unsynced: [], busyUntil: 0, failure: undefined, rewriteFailure: false, rewriteFailed: false },
    random: streams(`node/${id}`),
    life: 0,
    up: false,
    halted: undefined,
    consensus: undefined as unknown as Consensus,
    applied: [],
    reads: [],
    timers: new Map(),
    clockRate: 1 + (plan.drift ?? 0) * (2 * clocks() - 1),
  }));

  const world: World = {
    nodes,
    events,
    now: () => now,
    step() {
      const next = pop();
      if (next === undefined) return false;
      now = next.time;
      next.action();
      return true;
    },
    run(duration) {
      const end = now + duration;
      while (heap.length > 0 && heap[0].time <= end) world.step();
      now = end;
    },
    runUntil(done, limit) {
      const end = now + limit;
      while (!done()) {
        if (heap.length === 0 || heap[0].time > end) return false;
        world.step();
      }
      return true;
    },
    at,
    crash(id) {
      const node = nodes[id];
      const { disk } = node;
      if (world.keepsUnsynced) flush(node, Math.floor(disks() * (disk.unsynced.length + 1)));
      flushedCounts.set(node, flushed(node) + disk.unsynced.length);
      disk.unsynced = [];
      disk.rewriteFailed = false;
      disk.busyUntil = now;
      node.up = false;
      node.life++;
    },
    restart: (id, integrity = 'clean') => boot(nodes[id], integrity),
    partition(...groups) {
      for (const from of nodes) {
        for (const to of nodes) {
          const together = groups.some((group) => group.includes(from.id) && group.includes(to.id));
          if (!together && from !== to) blocked.add(`${from.id}→${to.id}`);
        }
      }
    },
    cut: (from, to) => void blocked.add(`${from}→${to}`),
    heal: () => blocked.clear(),
    leader() {
      const leaders = nodes.filter((node) => node.up && node.consensus.status().role === 'leader');
      return leaders.sort((a, b) => b.consensus.status().term - a.consensus.status().term)[0];
    },
    propose: (id, data) => nodes[id].consensus.propose(command(data)),
    state: (id) => nodes[id].consensus.state as RaftState,
    onMessage: undefined,
    onApply: undefined,
    onRead: undefined,
    onEvent: undefined,
    latency: plan.latency ?? { min: MILLISECOND, max: 2 * MILLISECOND },
    loss: plan.loss ?? 0,
    duplicate: plan.duplicate ?? 0,
    keepsUnsynced: false,
  };

  for (const node of nodes) boot(node, 'clean');
  return world;
}
