/**
 * A cluster on a work bench: replicas of one protocol, and every message, timer and sync in the hands of a script. Nothing
 * happens by itself but what a script has given a duration. A small world of its own, so that it shows a protocol without
 * the simulator around it.
 */
import type { Consensus, ConsensusProtocol, StateMachine } from '../../algorithms/consensus/consensus.ts';
import type {
  Environment,
  Message,
  ProcessId,
  Recovered,
  StorageError,
  TimerId,
} from '../../algorithms/environment.ts';
import type { ParameterValues } from '../../core/parameters.ts';
import { type RandomStream, randomStream } from '../../core/random/random-stream.ts';
import { MILLISECOND, type Micros } from '../../core/time.ts';
import { withDefaultOptions } from '../../explore/draw/draw-options.ts';
import { type BenchDisk, createBenchDisk } from './bench-disk.ts';
import { type BenchNetwork, createBenchNetwork, type Flight } from './bench-network.ts';
import { describeCommand, describeEvent, describeMessage, describePosition, replicaName } from './describe.ts';
import type { TranscriptOptions } from './transcript-options.ts';

/** `hand`: it waits for the script. A number: it takes so many microseconds. */
export type Pace = 'hand' | number;

export interface BenchSetup {
  readonly voters: number;
  readonly learners: number;
  /** Replicas outside the first membership. */
  readonly spares: number;
  readonly options: ParameterValues;
  readonly seed: number;
  readonly latency: Pace;
  readonly fsync: Pace;
}

export interface BenchEntry {
  readonly term: number;
  readonly command: string;
}

export interface BenchReplica {
  readonly id: ProcessId;
  readonly disk: BenchDisk;
  up: boolean;
  consensus: Consensus;
  readonly timers: Map<TimerId, { readonly due: Micros; readonly order: number }>;
  /** The key-value state machine. */
  cells: Map<string, string>;
  /** What the protocol told of its log, by index. */
  readonly log: Map<number, BenchEntry>;
  committed: number;
  readonly reads: Map<number, string>;
}

export interface Bench {
  readonly replicas: readonly BenchReplica[];
  readonly network: BenchNetwork;
  readonly now: Micros;
  /** How long messages and syncs take, from now on. */
  latency: Pace;
  fsync: Pace;
  /** A line of output. */
  say(text: string): void;
  /** Lines so far. */
  readonly said: number;
  /** Calls into a replica, and carries out what follows at once. */
  act(replica: BenchReplica, handler: (consensus: Consensus) => void): void;
  deliver(flight: Flight): void;
  drop(flight: Flight, reason: string): void;
  repeat(flight: Flight): void;
  completeSync(replica: BenchReplica): void;
  failSync(replica: BenchReplica, error: StorageError): void;
  /** Fires a timer now, or when it is due if that is later. */
  fire(replica: BenchReplica, timer: TimerId): void;
  /** Lets time pass; what is due happens, in order of time. `until` ends it early. */
  advance(duration: Micros, until?: () => boolean): void;
  crash(replica: BenchReplica, kept: number): void;
  restart(replica: BenchReplica, integrity: Recovered['integrity']): void;
  read(replica: BenchReplica, key: string): void;
  leader(): BenchReplica | undefined;
}

interface Due {
  readonly time: Micros;
  readonly order: number;
  readonly happen: () => void;
}

/** Boots every replica. Lines are told to `print`. */
export function createBench(
  protocol: ConsensusProtocol,
  setup: BenchSetup,
  describe: TranscriptOptions,
  print: (line: string) => void,
): Bench {
  const members = setup.voters + setup.learners;
  const voters = Array.from({ length: setup.voters }, (_, id) => id);
  const learners = Array.from({ length: setup.learners }, (_, i) => setup.voters + i);
  const options = withDefaultOptions(protocol, setup.options);
  const network = createBenchNetwork();
  const messageText = describe.describeMessage ?? describeMessage;
  const eventText = describe.describeEvent ?? describeEvent;
  let now: Micros = 0;
  let order = 0;
  let tokens = 0;
  let said = 0;

  const link = (from: ProcessId, mark: string, to: ProcessId): string =>
    `${replicaName(from)} ${mark} ${replicaName(to)}`;
  const tell = (replica: BenchReplica, text: string): void => bench.say(`${replicaName(replica.id)}  ${text}`);

  function environmentOf(replica: BenchReplica, random: RandomStream, alive: () => boolean): Environment {
    const { id, disk } = replica;
    return {
      self: id,
      now: () => now,
      wallClock: () => now,
      random,
      setTimer: (timer, delay) => void replica.timers.set(timer, { due: now + Math.max(0, delay), order: order++ }),
      cancelTimer: (timer) => void replica.timers.delete(timer),
      send(to, message) {
        if (alive()) post(id, to, message);
      },
      storage: {
        append: (record) => disk.append(record),
        rewrite: (records) => disk.rewrite(records),
        sync(token) {
          const { fsync } = bench;
          disk.sync(token, fsync === 'hand' || fsync === 0 ? undefined : now + fsync, order++);
        },
      },
      observe(event) {
        const text = eventText(event);
        if (text !== undefined) tell(replica, text);
      },
      halt(reason) {
        replica.up = false;
        tell(replica, `halts: ${reason}`);
      },
    };
  }

  function post(from: ProcessId, to: ProcessId, message: Message): void {
    if (network.isCut(from, to)) {
      bench.say(`${link(from, '✗', to)}  ${messageText(message)}`);
      return;
    }
    const { latency } = bench;
    if (latency === 'hand') {
      bench.say(`${link(from, '⇢', to)}  ${messageText(message)}`);
      network.send({ from, to, message, due: undefined, order: order++ });
      return;
    }
    network.send({ from, to, message, due: now + latency, order: order++ });
  }

  function machineOf(replica: BenchReplica): StateMachine {
    const answer = (token: number, text: (key: string) => string): void => {
      const key = replica.reads.get(token);
      if (key === undefined) return;
      replica.reads.delete(token);
      tell(replica, text(key));
    };
    return {
      apply(index, term, command) {
        const text = describeCommand(command?.data);
        const [, key, value] = /^([^=]+)=(.*)$/.exec(text) ?? [];
        if (key !== undefined) replica.cells.set(key, value);
        tell(replica, `applies ${describePosition(index, term)} ${text}`);
      },
      snapshot: () => ({ data: [...replica.cells], bytes: 32 * replica.cells.size }),
      restore(data, { index }) {
        replica.cells = new Map(data as [string, string][]);
        for (const known of [...replica.log.keys()]) if (known <= index) replica.log.delete(known);
      },
      readReady: (token) => answer(token, (key) => `reads ${key} = ${replica.cells.get(key) ?? 'nothing'}`),
      readFailed: (token) => answer(token, (key) => `cannot read ${key}`),
      leaderChanged() {},
      leadershipLost() {},
    };
  }

  function boot(replica: BenchReplica, life: number, integrity: Recovered['integrity']): void {
    replica.up = true;
    replica.timers.clear();
    replica.reads.clear();
    replica.log.clear();
    replica.cells = new Map();
    replica.committed = 0;
    const random = randomStream(setup.seed, `transcript/${replicaName(replica.id)}/${life}`);
    const consensus = protocol.create(
      environmentOf(replica, random, () => replica.consensus === consensus && replica.up),
      machineOf(replica),
      {
        ...{ voters, learners, options },
        log: {
          appended: (index, term, command) =>
            void replica.log.set(index, { term, command: describeCommand(command?.data) }),
          truncated(from) {
            for (const index of [...replica.log.keys()]) if (index >= from) replica.log.delete(index);
          },
          committed(index) {
            replica.committed = index;
          },
        },
      },
    );
    replica.consensus = consensus;
    bench.act(replica, () => consensus.start({ records: replica.disk.records, integrity }));
  }

  /** Disks that take no time are done before anything else happens. */
  function settle(): void {
    if (bench.fsync !== 0) return;
    for (let busy = true; busy; ) {
      busy = false;
      for (const replica of replicas) {
        if (!replica.up || replica.disk.syncs.length === 0) continue;
        busy = true;
        answerSync(replica);
      }
    }
  }

  function answerSync(replica: BenchReplica): void {
    const token = replica.disk.complete();
    if (token !== undefined) guarded(replica, (consensus) => consensus.synced(token));
  }

  function guarded(replica: BenchReplica, handler: (consensus: Consensus) => void): void {
    try {
      handler(replica.consensus);
    } catch (error) {
      replica.up = false;
      tell(replica, `throws ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
    }
  }

  function nextDue(end: Micros): Due | undefined {
    const all: Due[] = [];
    for (const flight of network.flights) {
      if (flight.due !== undefined)
        all.push({ time: flight.due, order: flight.order, happen: () => bench.deliver(flight) });
    }
    for (const replica of replicas) {
      if (!replica.up) continue;
      const [sync] = replica.disk.syncs;
      if (sync?.due !== undefined) {
        all.push({ time: sync.due, order: sync.order, happen: () => bench.completeSync(replica) });
      }
      for (const [timer, { due, order: set }] of replica.timers) {
        all.push({ time: due, order: set, happen: () => bench.fire(replica, timer) });
      }
    }
    return all.filter(({ time }) => time <= end).sort((a, b) => a.time - b.time || a.order - b.order)[0];
  }

  const lives = new Map<BenchReplica, number>();
  const replicas: BenchReplica[] = Array.from({ length: members + setup.spares }, (_, id) => ({
    ...{ id, disk: createBenchDisk(), up: false, consensus: undefined as unknown as Consensus, committed: 0 },
    ...{ timers: new Map(), cells: new Map(), log: new Map(), reads: new Map() },
  }));

  const bench: Bench = {
    replicas,
    network,
    get now() {
      return now;
    },
    latency: setup.latency,
    fsync: setup.fsync,
    get said() {
      return said;
    },
    say(text) {
      said++;
      const timed = typeof bench.latency === 'number' || (typeof bench.fsync === 'number' && bench.fsync > 0);
      print(timed ? `${(now / MILLISECOND).toFixed(3).padStart(10)}  ${text}` : text);
    },
    act(replica, handler) {
      guarded(replica, handler);
      settle();
    },
    deliver(flight) {
      const { from, to, message } = flight;
      const target = replicas[to];
      if (network.isCut(from, to)) return bench.drop(flight, '');
      if (!target.up) return bench.drop(flight, ' (down)');
      network.remove(flight);
      bench.say(`${link(from, '→', to)}  ${messageText(message)}`);
      bench.act(target, (consensus) => consensus.receive(from, message));
    },
    drop(flight, reason) {
      const { from, to, message } = flight;
      network.remove(flight);
      bench.say(`${link(from, '✗', to)}  ${messageText(message)}${reason}`);
    },
    repeat: (flight) => network.repeat(flight, order++),
    completeSync(replica) {
      answerSync(replica);
      settle();
    },
    failSync(replica, error) {
      const token = replica.disk.fail();
      if (token !== undefined) bench.act(replica, (consensus) => consensus.storageFailed(token, error));
    },
    fire(replica, timer) {
      now = Math.max(now, replica.timers.get(timer)?.due ?? now);
      replica.timers.delete(timer);
      bench.act(replica, (consensus) => consensus.timeout(timer));
    },
    advance(duration, until) {
      const end = now + duration;
      for (let due = nextDue(end); due !== undefined && !until?.(); due = nextDue(end)) {
        now = Math.max(now, due.time);
        due.happen();
      }
      if (!until?.()) now = end;
    },
    crash(replica, kept) {
      replica.disk.crash(kept);
      replica.up = false;
      replica.timers.clear();
    },
    restart(replica, integrity) {
      const life = (lives.get(replica) ?? 0) + 1;
      lives.set(replica, life);
      boot(replica, life, integrity);
    },
    read(replica, key) {
      const token = tokens++;
      replica.reads.set(token, key);
      bench.act(replica, (consensus) => consensus.read(token));
    },
    leader() {
      const leaders = replicas.filter(({ up, consensus }) => up && consensus.status().role === 'leader');
      return leaders.sort((a, b) => b.consensus.status().term - a.consensus.status().term)[0];
    },
  };
  for (const replica of replicas) boot(replica, 0, 'clean');
  return bench;
}
