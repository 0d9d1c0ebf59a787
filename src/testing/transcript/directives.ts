/** Everything that a line of a transcript can say. */
import type { MembershipChange, Proposal } from '../../algorithms/consensus/consensus.ts';
import type { Recovered, TimerId } from '../../algorithms/environment.ts';
import { SECOND } from '../../core/time.ts';
import { formatDuration } from '../../core/units/format-duration.ts';
import type { Bench, BenchReplica, Pace } from './bench.ts';
import { describePosition, replicaName } from './describe.ts';
import { readOptions } from './read-options.ts';
import { BadDirective, isReplicaName, replicaNamed, type Words } from './read-words.ts';
import { bootScript, type Script } from './script.ts';
import { takeFlights } from './take-flights.ts';

export interface DirectiveKind {
  /** As `usage` in error messages: what may follow. */
  readonly usage: string;
  readonly doc: string;
  readonly run: (script: Script, words: Words) => void;
}

/** Messages and syncs until nothing is left, or what looks like it never will be. */
const STEPS_MAX = 10_000;
/** How often a timer fires early. */
const EARLY_MAX = 10;
/** How long `advance until leader` waits. */
const PATIENCE = 60 * SECOND;

const onBench =
  (run: (bench: Bench, words: Words, script: Script) => void): DirectiveKind['run'] =>
  (script, words) => {
    if (script.bench === undefined) throw new BadDirective('nothing runs yet: boot comes first');
    run(script.bench, words, script);
  };

const beforeBoot =
  (run: (script: Script, words: Words) => void): DirectiveKind['run'] =>
  (script, words) => {
    if (script.bench !== undefined) throw new BadDirective('the replicas run already: this comes before boot');
    run(script, words);
  };

const running = (replica: BenchReplica): BenchReplica => {
  if (replica.up) return replica;
  throw new BadDirective(`${replicaName(replica.id)} is down`);
};

export const DIRECTIVES: Readonly<Record<string, DirectiveKind>> = {
  set: {
    usage: 'name=value …',
    doc: 'options of the protocol',
    run: beforeBoot((script, words) => {
      const values = readOptions(words.rest('an option'), script.protocol.options);
      script.configuration = { ...script.configuration, ...values };
    }),
  },
  seed: {
    usage: '7',
    doc: 'of what replicas draw (1)',
    run: beforeBoot((script, words) => {
      script.seed = words.count('the seed');
    }),
  },
  boot: {
    usage: '3 [learners 1] [spares 1]',
    doc: 'starts n1, n2, …: voters, learners, replicas outside of the first membership',
    run: beforeBoot((script, words) => {
      const voters = words.count('the number of voters');
      const learners = words.takes('learners') ? words.count('the number of learners') : 0;
      const spares = words.takes('spares') ? words.count('the number of spares') : 0;
      if (voters < 1) throw new BadDirective('somebody has to vote');
      bootScript(script, { voters, learners, spares });
    }),
  },
  latency: {
    usage: '1ms | hand',
    doc: 'from now on messages take so long and arrive as time advances; hand: they wait for deliver',
    run: (script, words) => {
      script.latency = paceOf(words);
      if (script.bench !== undefined) script.bench.latency = script.latency;
    },
  },
  fsync: {
    usage: '2ms | hand',
    doc: 'from now on syncs take so long (0s); hand: they wait for sync',
    run: (script, words) => {
      script.fsync = paceOf(words);
      if (script.bench !== undefined) script.bench.fsync = script.fsync;
    },
  },
  tick: {
    usage: 'n1 [election]',
    doc: 'fires a timer, the one that is due next unless named, until something comes of it; time moves on to when it is due',
    run: onBench((bench, words, { options }) => {
      const replica = running(words.replica(bench.replicas));
      const name = words.peek() === undefined ? undefined : words.next('a timer');
      const timer = timerOf(replica, name, options.timers ?? {});
      const { said } = bench;
      // A protocol may arm a timer for early on, and again for the rest.
      for (let i = 0; i < EARLY_MAX && replica.timers.has(timer) && bench.said === said; i++)
        bench.fire(replica, timer);
    }),
  },
  advance: {
    usage: '100ms | until leader',
    doc: 'lets time pass: timers, and what has a duration, happen when they are due',
    run: onBench((bench, words) => {
      if (!words.takes('until')) {
        bench.advance(words.duration());
        return;
      }
      const what = words.next('what to wait for');
      if (what !== 'leader') throw new BadDirective(`time can advance until leader, not until "${what}"`);
      bench.advance(PATIENCE, () => bench.leader() !== undefined);
      if (bench.leader() === undefined) throw new BadDirective(`nobody leads after ${formatDuration(PATIENCE)}`);
    }),
  },
  deliver: {
    usage: 'n1->n2 [kind] [count]',
    doc: 'messages in flight, the oldest first; all that match now unless counted; * for any replica',
    run: onBench((bench, words) => {
      for (const flight of takeFlights(bench, words)) bench.deliver(flight);
    }),
  },
  drop: {
    usage: 'n1->n2 [kind] [count]',
    doc: 'loses them',
    run: onBench((bench, words) => {
      for (const flight of takeFlights(bench, words)) bench.drop(flight, '');
    }),
  },
  duplicate: {
    usage: 'n1->n2 [kind] [count]',
    doc: 'puts a second copy behind what is in flight',
    run: onBench((bench, words) => {
      for (const flight of takeFlights(bench, words)) bench.repeat(flight);
    }),
  },
  disconnect: {
    usage: 'n1->n2',
    doc: 'breaks the connection: what is in flight is lost, and the sender is told',
    run: onBench((bench, words) => {
      const { from, to } = linkOf(words.next('a link'), bench);
      for (const flight of bench.network.flights.filter((each) => each.from === from.id && each.to === to.id)) {
        bench.drop(flight, '');
      }
      bench.act(running(from), (consensus) => consensus.disconnected?.(to.id));
    }),
  },
  stabilize: {
    usage: '[n1 n2 …]',
    doc: 'delivers and syncs (among these) until nothing is left, while time stands still',
    run: onBench((bench, words) => stabilize(bench, words.replicas(bench.replicas))),
  },
  partition: {
    usage: 'n1 n2 | n3',
    doc: 'messages pass within a group only; whoever is in none is alone',
    run: onBench((bench, words) => {
      const groups = [words.replicas(bench.replicas)];
      while (words.takes('|')) groups.push(words.replicas(bench.replicas));
      bench.network.partition(groups.map((group) => group.map(({ id }) => id)));
    }),
  },
  isolate: {
    usage: 'n1',
    doc: 'nobody reaches it, and it reaches nobody',
    run: onBench((bench, words) => {
      const alone = words.replica(bench.replicas);
      bench.network.partition([bench.replicas.filter((replica) => replica !== alone).map(({ id }) => id)]);
    }),
  },
  heal: {
    usage: '',
    doc: 'ends partitions',
    run: onBench((bench) => bench.network.heal()),
  },
  crash: {
    usage: 'n1 [keeping 1]',
    doc: 'loses what was not synced, but for the first so many writes',
    run: onBench((bench, words) => {
      const replica = running(words.replica(bench.replicas));
      const { unsynced } = replica.disk;
      const kept = words.takes('keeping') ? words.count('the number of writes') : 0;
      bench.crash(replica, kept);
      const lost = unsynced - Math.min(kept, unsynced);
      const loss =
        lost === 0 ? 'everything it wrote was synced' : `${lost} of its writes ${lost === 1 ? 'is' : 'are'} lost`;
      bench.say(`${replicaName(replica.id)}  crashes; ${loss}`);
    }),
  },
  restart: {
    usage: 'n1 [torn | corrupt]',
    doc: 'a new life with what the disk kept',
    run: onBench((bench, words) => {
      const replica = words.replica(bench.replicas);
      if (replica.up) throw new BadDirective(`${replicaName(replica.id)} runs: crash comes first`);
      const integrity = ['torn', 'corrupt'].find((word) => words.takes(word)) ?? 'clean';
      bench.restart(replica, integrity as Recovered['integrity']);
    }),
  },
  sync: {
    usage: 'n1 [count]',
    doc: 'completes syncs, the oldest first; all that wait now unless counted',
    run: onBench((bench, words) => {
      const replica = running(words.replica(bench.replicas));
      const waiting = replica.disk.syncs.length;
      if (waiting === 0) throw new BadDirective(`${replicaName(replica.id)} waits for no sync`);
      const count = words.peek() === undefined ? waiting : Math.min(waiting, words.count('the number of syncs'));
      for (let i = 0; i < count; i++) bench.completeSync(replica);
    }),
  },
  fail: {
    usage: 'n1 full | io',
    doc: 'the oldest sync fails',
    run: onBench((bench, words) => {
      const replica = running(words.replica(bench.replicas));
      const error = words.next('full or io');
      if (error !== 'full' && error !== 'io') throw new BadDirective(`a sync fails with full or io, not "${error}"`);
      if (replica.disk.syncs.length === 0) throw new BadDirective(`${replicaName(replica.id)} waits for no sync`);
      bench.failSync(replica, error);
    }),
  },
  propose: {
    usage: 'n1 x=1',
    doc: 'a command; x=1 sets the key x of the state machine',
    run: onBench((bench, words) => {
      const replica = running(words.replica(bench.replicas));
      const data = words.rest('a command');
      answer(bench, replica, data, (consensus) => consensus.propose({ data, bytes: data.length }));
    }),
  },
  read: {
    usage: 'n1 x',
    doc: 'a linearizable read',
    run: onBench((bench, words) => bench.read(running(words.replica(bench.replicas)), words.next('a key'))),
  },
  change: {
    usage: '[n1] add-voter n4 | add-learner n4 | remove n2 | replace n1 n2 n4',
    doc: 'of the membership, asked of the leader unless a replica is named',
    run: onBench((bench, words) => {
      const asked = running(isReplicaName(words.peek()) ? words.replica(bench.replicas) : leaderOf(bench));
      const change = changeOf(bench, words);
      answer(bench, asked, 'the change', (consensus) => consensus.changeMembership(change));
    }),
  },
  transfer: {
    usage: 'n1 n2',
    doc: 'leadership, from one to the other',
    run: onBench((bench, words) => {
      const from = running(words.replica(bench.replicas));
      const to = words.replica(bench.replicas);
      bench.act(from, (consensus) => consensus.transferLeadership(to.id));
    }),
  },
  status: {
    usage: '[n1]',
    doc: 'role, term, leader, and how far the log is',
    run: onBench((bench, words) => {
      const asked = words.replicas(bench.replicas);
      for (const replica of asked.length === 0 ? bench.replicas : asked) bench.say(statusOf(replica));
    }),
  },
  log: {
    usage: 'n1',
    doc: 'what it told of its log',
    run: onBench((bench, words) => bench.say(logOf(words.replica(bench.replicas)))),
  },
  messages: {
    usage: '',
    doc: 'what is in flight',
    run: onBench((bench) => {
      const { flights } = bench.network;
      for (const { from, to, message } of flights)
        bench.say(`${replicaName(from)}->${replicaName(to)} ${message.kind}`);
      if (flights.length === 0) bench.say('none');
    }),
  },
};

function paceOf(words: Words): Pace {
  return words.takes('hand') ? 'hand' : words.duration();
}

function timerOf(replica: BenchReplica, name: string | undefined, names: Readonly<Record<string, TimerId>>): TimerId {
  const { timers } = replica;
  const armed = [...timers].sort(([, a], [, b]) => a.due - b.due || a.order - b.order).map(([timer]) => timer);
  const timer = name === undefined ? armed[0] : (names[name] ?? (/^\d+$/.test(name) ? Number(name) : undefined));
  if (timer !== undefined && timers.has(timer)) return timer;
  const called = (id: TimerId): string => Object.entries(names).find(([, known]) => known === id)?.[0] ?? `${id}`;
  const what = name === undefined ? 'no timer' : `no timer "${name}"`;
  const list = armed.length === 0 ? 'none' : armed.map(called).join(', ');
  throw new BadDirective(`${replicaName(replica.id)} has armed ${what}; armed: ${list}`);
}

function linkOf(word: string, { replicas }: Bench): { from: BenchReplica; to: BenchReplica } {
  const [from, to, ...more] = word.split('->');
  if (to === undefined || more.length > 0) throw new BadDirective(`a link is written n1->n2, not "${word}"`);
  return { from: replicaNamed(from, replicas), to: replicaNamed(to, replicas) };
}

function stabilize(bench: Bench, among: readonly BenchReplica[]): void {
  const of = among.length === 0 ? bench.replicas : among;
  const ids = new Set(of.map(({ id }) => id));
  for (let step = 0; step < STEPS_MAX; step++) {
    const syncing = of.find(({ up, disk }) => up && disk.syncs.length > 0);
    const flight = bench.network.flights.find(({ from, to }) => ids.has(from) && ids.has(to));
    if (syncing !== undefined) bench.completeSync(syncing);
    else if (flight !== undefined) bench.deliver(flight);
    else return;
  }
  throw new BadDirective(`it does not come to rest within ${STEPS_MAX} messages`);
}

function answer(
  bench: Bench,
  replica: BenchReplica,
  what: string,
  ask: (consensus: BenchReplica['consensus']) => Proposal,
): void {
  const name = replicaName(replica.id);
  bench.act(replica, (consensus) => {
    const proposal = ask(consensus);
    if (proposal.status === 'accepted') {
      const { index, term } = proposal.position;
      bench.say(`${name}  accepts ${what} as ${describePosition(index, term)}`);
    } else if (proposal.status === 'busy') bench.say(`${name}  is busy and refuses ${what}`);
    else {
      const { leader } = proposal;
      const hint = leader === undefined ? 'knows no leader' : `says that ${replicaName(leader)} does`;
      bench.say(`${name}  refuses ${what}: it does not lead, and ${hint}`);
    }
  });
}

function leaderOf(bench: Bench): BenchReplica {
  const leader = bench.leader();
  if (leader === undefined) throw new BadDirective('nobody leads');
  return leader;
}

function changeOf({ replicas }: Bench, words: Words): MembershipChange {
  const type = words.next('a change');
  if (type === 'replace') {
    const voters = words.replicas(replicas).map(({ id }) => id);
    if (voters.length === 0) throw new BadDirective('the voters are missing');
    return { type, voters, learners: [] };
  }
  if (type === 'add-voter' || type === 'add-learner' || type === 'remove') {
    return { type, process: words.replica(replicas).id };
  }
  throw new BadDirective(`a change is add-voter, add-learner, remove or replace, not "${type}"`);
}

function statusOf({ id, up, consensus }: BenchReplica): string {
  const name = replicaName(id);
  if (!up) return `${name}  down`;
  const { role, term, leader, lastIndex, commitIndex, appliedIndex } = consensus.status();
  const follows = leader === undefined ? 'no leader' : `leader ${replicaName(leader)}`;
  const awaiting = consensus.awaiting?.();
  const waits = awaiting === undefined ? '' : `; waits for ${awaiting}`;
  return `${name}  ${role}, term ${term}, ${follows}, log ${lastIndex}, committed ${commitIndex}, applied ${appliedIndex}${waits}`;
}

function logOf({ id, log, committed }: BenchReplica): string {
  const entries = [...log]
    .sort(([a], [b]) => a - b)
    .map(([index, { term, command }]) => `${describePosition(index, term)} ${command}`);
  return `${replicaName(id)}  [${entries.join(', ')}] committed up to ${committed}`;
}
