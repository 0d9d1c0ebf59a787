// @ts-check
/**
 * A replicated log with views, about as small as consensus gets. Views are numbered; view v belongs to replica v modulo n.
 * Whoever hears nothing of a primary for too long opens the next view of its own: it asks everybody for their log and a
 * promise to take part in no earlier view, and with the answers of a majority it leads. A primary sends its whole log,
 * again and again; what a majority has on disk is committed.
 *
 * After: Oki & Liskov, Viewstamped Replication (PODC 1988), and Lamport, Paxos Made Simple (2001). Left out on purpose:
 * changes of membership, snapshots, leases, and sending less than everything.
 *
 * @import { ConsensusProtocol, Consensus, Command, StateMachine, ConsensusConfig } from 'fivenines/algorithms'
 * @import { Environment, Message, ProcessId, Role } from 'fivenines/algorithms'
 *
 * @typedef {{ readonly view: number, readonly command: Command | undefined }} Entry  `view`: the one it was added in
 * @typedef {{ readonly logView: number, readonly log: readonly Entry[] }} Log  `logView`: the last one it took part in
 * @typedef {Log & { readonly promised: number }} Saved
 *
 * @typedef {{ readonly kind: 'view-log/prepare', readonly view: number }} Prepare
 * @typedef {{ readonly kind: 'view-log/promise', readonly view: number } & Log} Promised
 * @typedef {{ readonly kind: 'view-log/accept', readonly view: number, readonly log: readonly Entry[], readonly commit: number }} Accept
 * @typedef {{ readonly kind: 'view-log/accepted', readonly view: number, readonly length: number }} Accepted
 */

const PATIENCE = 1;
const HEARTBEAT = 2;
const SAVE_AGAIN = 3;
const MILLISECOND = 1000;

/** @type {ConsensusProtocol} */
export const viewLog = {
  name: 'view-log',
  summary: 'A log that is sent as a whole, by the primary of a numbered view',
  source: 'after Oki & Liskov, Viewstamped Replication, PODC 1988',
  options: {
    electionTimeout: {
      type: 'duration-range',
      doc: 'Silence of the primary after which a replica opens a view of its own',
      default: { min: 300 * MILLISECOND, max: 600 * MILLISECOND },
    },
    heartbeatInterval: { type: 'duration', doc: 'How often the primary sends its log', default: 50 * MILLISECOND },
  },
  create: (environment, machine, config) => createReplica(/** @type {any} */ (environment), machine, config),
  owns: (message) => message.kind.startsWith('view-log/'),
};

/** For `--plugin`. @param {{ registerConsensus(protocol: ConsensusProtocol): void }} registries */
export default ({ registerConsensus }) => registerConsensus(viewLog);

/**
 * @param {Environment<Message, Saved>} environment
 * @param {StateMachine} machine
 * @param {ConsensusConfig} config
 * @returns {Consensus<any, any>}
 */
function createReplica(environment, machine, { voters, options, log: observer }) {
  const { self } = environment;
  const majority = Math.floor(voters.length / 2) + 1;
  const others = voters.filter((voter) => voter !== self);
  const timeout = /** @type {{ min: number, max: number }} */ (options.electionTimeout);
  const heartbeatInterval = /** @type {number} */ (options.heartbeatInterval);

  /** What must survive a crash. */
  let promised = 0;
  let logView = 0;
  /** @type {readonly Entry[]} Messages and the disk share it: it is replaced, never changed. */
  let log = [];

  /** What need not. */
  let role = /** @type {Role} */ ('follower');
  let primary = /** @type {ProcessId | undefined} */ (undefined);
  let committed = 0;
  let applied = 0;
  let durable = { view: 0, length: 0 };
  /** @type {Map<ProcessId, Log>} Answers to this candidate. */
  let promises = new Map();
  /** @type {Map<ProcessId, number>} How much of this primary's log each replica has on disk. */
  let accepted = new Map();
  /** @type {{ token: number, index: number }[]} */
  let reads = [];
  /** @type {(() => void)[]} */
  const onSynced = [];
  /** @type {number[]} Of saves that the disk had no room for. */
  const unsaved = [];

  /** Calls `then` once everything that must survive a crash does. @param {() => void} then */
  const save = (then) => write(onSynced.push(then) - 1);
  /** @param {number} token */
  const write = (token) => {
    environment.storage.rewrite([{ promised, logView, log }], 64 * (log.length + 1));
    environment.storage.sync(token);
  };
  const patience = () =>
    environment.setTimer(PATIENCE, timeout.min + Math.floor(environment.random() * (timeout.max - timeout.min + 1)));
  /** @param {readonly ProcessId[]} to @param {Prepare | Promised | Accept | Accepted} message */
  const send = (to, message) => {
    for (const replica of to) environment.send(replica, message, 'log' in message ? 64 * (message.log.length + 1) : 64);
  };

  /** @param {Role} next @param {ProcessId | undefined} leader */
  const become = (next, leader) => {
    const led = role === 'leader';
    [role, primary] = [next, leader];
    environment.observe({ type: 'role', role, term: promised, leader });
    machine.leaderChanged(leader, promised);
    if (next === 'leader') environment.setTimer(HEARTBEAT, heartbeatInterval);
    else patience();
    if (!led || next === 'leader') return;
    environment.cancelTimer(HEARTBEAT);
    for (const { token } of reads) machine.readFailed(token);
    reads = [];
    machine.leadershipLost();
  };

  /** Takes over a log. @param {readonly Entry[]} next */
  const replaceLog = (next) => {
    let same = 0;
    while (same < Math.min(log.length, next.length) && log[same].view === next[same].view) same++;
    if (same < log.length) observer?.truncated(same + 1);
    for (let i = same; i < next.length; i++) observer?.appended(i + 1, next[i].view, next[i].command);
    log = next;
  };

  const sendLog = () => send(others, { kind: 'view-log/accept', view: promised, log, commit: committed });

  /** As primary. @param {Command | undefined} command */
  const append = (command) => {
    replaceLog([...log, { view: promised, command }]);
    const { length } = log;
    const view = promised;
    save(() => {
      durable = { view, length };
      countAccepted(self, view, length);
    });
    sendLog();
    return { index: length, term: view };
  };

  /** @param {number} upTo */
  const commit = (upTo) => {
    if (upTo <= committed) return;
    committed = upTo;
    observer?.committed(committed);
    for (; applied < committed; applied++) machine.apply(applied + 1, log[applied].view, log[applied].command);
    for (const { token, index } of reads) if (index <= applied) machine.readReady(token);
    reads = reads.filter(({ index }) => index > applied);
  };

  /** @param {ProcessId} from @param {number} view @param {number} length */
  const countAccepted = (from, view, length) => {
    if (role !== 'leader' || view !== promised) return;
    accepted.set(from, Math.max(length, accepted.get(from) ?? 0));
    const lengths = [...accepted.values()].sort((a, b) => b - a);
    if (lengths.length >= majority) commit(lengths[majority - 1]);
  };

  const openView = () => {
    promised++;
    while (voters[promised % voters.length] !== self) promised++;
    promises = new Map();
    become('candidate', undefined);
    const view = promised;
    save(() => {
      if (view !== promised) return;
      send(others, { kind: 'view-log/prepare', view });
      countPromise(self, { logView, log });
    });
  };

  /** @param {ProcessId} from @param {Log} theirs */
  const countPromise = (from, theirs) => {
    promises.set(from, theirs);
    if (promises.size < majority) return;
    // Whatever was committed is in the log of one of a majority: the log that got furthest has it.
    const [furthest] = [...promises.values()].sort((a, b) => b.log.length - a.log.length);
    replaceLog(furthest.log);
    logView = promised;
    accepted = new Map();
    become('leader', self);
    append(undefined);
  };

  /** @param {ProcessId} from @param {Prepare} message */
  const onPrepare = (from, { view }) => {
    if (view <= promised) return;
    promised = view;
    become('follower', undefined);
    save(() => {
      if (view !== promised) return;
      environment.observe({ type: 'promise', term: view, proposer: from });
      send([from], { kind: 'view-log/promise', view, logView, log });
    });
  };

  /** @param {ProcessId} from @param {Accept} message */
  const onAccept = (from, { view, log: theirs, commit: theirCommit }) => {
    if (view < promised) return;
    const isNew = view > logView || theirs.length > log.length;
    promised = view;
    if (primary !== from) become('follower', from);
    patience();
    const answer = () => send([from], { kind: 'view-log/accepted', view, length: theirs.length });
    if (isNew) {
      replaceLog(theirs);
      logView = view;
      save(() => {
        if (view !== promised) return;
        durable = { view, length: theirs.length };
        answer();
      });
    } else if (durable.view === view && durable.length >= theirs.length) answer();
    commit(Math.min(theirCommit, theirs.length));
  };

  return {
    start({ records, integrity }) {
      const saved = records.at(-1);
      if (integrity === 'corrupt') return environment.halt('the disk is corrupt');
      if (saved !== undefined) ({ promised, logView, log } = saved);
      environment.observe({ type: 'recovered', integrity, term: promised, lastIndex: log.length });
      environment.observe({
        type: 'membership',
        index: 0,
        membership: { voters, outgoing: [], learners: [] },
        committed: true,
      });
      observer?.truncated(1);
      for (const [i, { view, command }] of log.entries()) observer?.appended(i + 1, view, command);
      environment.observe({ type: 'role', role, term: promised });
      if (voters.includes(self)) patience();
    },
    receive(from, /** @type {Prepare | Promised | Accept | Accepted} */ message) {
      if (message.kind === 'view-log/prepare') onPrepare(from, message);
      else if (message.kind === 'view-log/accept') onAccept(from, message);
      else if (message.kind === 'view-log/accepted') countAccepted(from, message.view, message.length);
      else if (role === 'candidate' && message.view === promised) countPromise(from, message);
    },
    timeout(timer) {
      if (timer === PATIENCE) return openView();
      if (timer === SAVE_AGAIN) return unsaved.splice(0).forEach(write);
      sendLog();
      environment.setTimer(HEARTBEAT, heartbeatInterval);
    },
    synced(token) {
      onSynced[token]();
    },
    storageFailed(token, error) {
      if (error !== 'full') return environment.halt(`the disk failed: ${error}`);
      unsaved.push(token);
      environment.setTimer(SAVE_AGAIN, 100 * MILLISECOND);
    },
    propose(command) {
      if (role !== 'leader') return { status: 'not-leader', leader: primary };
      return { status: 'accepted', position: append(command) };
    },
    // A read goes through the log, as a write that writes nothing: slow, and right.
    read(token) {
      if (role !== 'leader') return machine.readFailed(token);
      reads.push({ token, index: log.length + 1 });
      append(undefined);
    },
    changeMembership: () => ({ status: 'busy' }),
    transferLeadership() {},
    status: () => ({
      ...{ role, term: promised, leader: primary, commitIndex: committed, appliedIndex: applied },
      ...{ lastIndex: log.length, membership: { voters, outgoing: [], learners: [] } },
    }),
    quiescence: () => undefined,
    get state() {
      return { promised, logView, log, role, primary, committed, applied };
    },
  };
}
