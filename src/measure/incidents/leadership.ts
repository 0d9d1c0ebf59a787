/**
 * Who leads a service, when nobody does, and why: watched from roles, suspicions, membership and the life of nodes.
 *
 * A leader *works* while its node runs and it is in contact, both ways, with a majority of the voters. From the moment
 * when no leader works until one does there is an *episode*, with one cause:
 * - `loss of quorum` as soon as no node runs that is in contact with a majority, then up to the end of the episode;
 * - `split vote` from the first round of voting without a winner on;
 * - else how the leader was lost: see `causeOfLoss`.
 *
 * Changes at one instant are taken together: they are evaluated when an observation of a later time arrives.
 * A voter whose node is not known yet, since its process never said anything, is taken to run and to be in contact.
 * Without `connected`, everybody is taken to be in contact; a leader that is deposed while it seems to work then opens
 * an episode after the fact, at the time when its successor began to suspect it.
 */
import type { ProcessId } from '../../algorithms/environment.ts';
import type { ProtocolEvent } from '../../algorithms/protocol-event.ts';
import type { Micros } from '../../core/time.ts';
import type { NodeId, NodeObservation } from '../../kernel/observation.ts';
import type { Trace } from '../../kernel/trace.ts';
import type { Cause } from './causes.ts';
import type { FaultLog, FaultRecord } from './fault-log.ts';

export interface Episode {
  readonly start: Micros;
  /** Why no leader worked when it began. */
  cause: Cause;
  /** The fault that set it off. */
  trigger?: FaultRecord;
  /** First suspicion by a voter. */
  suspected?: Micros;
  /** A leader works again. */
  led?: Micros;
  /** The first write answered after that. */
  answered?: Micros;
  /** Of the leader that ended it. */
  term: number;
  /** It ended by an election, not by the old leader's return. */
  elected: boolean;
  /** There was no leader before it: the first election after boot. */
  readonly first: boolean;
  splitVotes: number;
}

/** From `time` on, writes fail for `cause`; undefined: nothing stands in their way. */
export interface Condition {
  readonly time: Micros;
  readonly cause: Cause | undefined;
  readonly episode?: Episode;
}

export interface Leadership {
  readonly episodes: readonly Episode[];
  readonly conditions: readonly Condition[];
  /** Per client machine: whether it was cut off from the working leader. */
  readonly cuts: ReadonlyMap<NodeId, readonly Condition[]>;
  /** The nodes of the voters that the last known membership names. */
  readonly voters: ReadonlySet<NodeId>;
  finish(): void;
}

export interface LeadershipOptions {
  readonly service: string;
  /** Nodes of the voters at boot. */
  readonly voters: readonly NodeId[];
  readonly faults: FaultLog;
  /** Whether a message sent now from one node to the other could arrive. */
  readonly connected?: (from: NodeId, to: NodeId) => boolean;
  /** Client machines whose contact with the leader is to be followed. */
  readonly machines?: ReadonlySet<NodeId>;
}

type Down = 'crash' | 'stop' | 'halt' | 'pause';
const UNKNOWN_NODE: NodeId = -1;

interface KnownMembership {
  readonly voters: readonly ProcessId[];
  readonly outgoing: readonly ProcessId[];
  readonly index: number;
  readonly committed: boolean;
  readonly saidBy: ProcessId;
}

export function watchLeadership(trace: Trace, options: LeadershipOptions): Leadership {
  const { service, faults, connected, machines = new Set<NodeId>() } = options;
  const episodes: Episode[] = [];
  const conditions: Condition[] = [];
  const cuts = new Map<NodeId, Condition[]>();
  const down = new Map<NodeId, Down>();
  const paused = new Set<NodeId>();
  /** Terms of the nodes that believe to be leader. */
  const claims = new Map<NodeId, number>();
  const nodeOf = new Map<ProcessId, NodeId>();
  const suspicions = new Map<NodeId, Micros>();
  let membership: KnownMembership | undefined;
  let transferring = false;
  const diskFull = new Set<NodeId>();

  /** The leader that worked last. */
  let leader: { node: NodeId; term: number } | undefined;
  let episode: Episode | undefined;
  let unanswered: Episode | undefined;
  let dirty: Micros | undefined = 0;

  const nodesOf = (processes: readonly ProcessId[]): NodeId[] =>
    processes.map((process) => nodeOf.get(process) ?? UNKNOWN_NODE);
  const voters = (): readonly NodeId[] => (membership === undefined ? options.voters : nodesOf(membership.voters));
  const outgoing = (): readonly NodeId[] => (membership === undefined ? [] : nodesOf(membership.outgoing));

  const runs = (node: NodeId): boolean => !down.has(node) && !paused.has(node);
  const inContact = (a: NodeId, b: NodeId): boolean =>
    a === b || b === UNKNOWN_NODE || (runs(b) && (connected === undefined || (connected(a, b) && connected(b, a))));
  const majorityOf = (node: NodeId, group: readonly NodeId[]): boolean =>
    group.length === 0 || group.filter((other) => inContact(node, other)).length * 2 > group.length;
  const hasMajority = (node: NodeId): boolean =>
    runs(node) && majorityOf(node, voters()) && majorityOf(node, outgoing());
  const workingLeader = (): { node: NodeId; term: number } | undefined => {
    let best: { node: NodeId; term: number } | undefined;
    for (const [node, term] of claims) {
      if ((best === undefined || term > best.term) && hasMajority(node)) best = { node, term };
    }
    return best;
  };

  /** Why the leader does not work any more. Tried in this order. */
  const causeOfLoss = (time: Micros): Cause => {
    if (leader === undefined) return 'election';
    const state = paused.has(leader.node) ? 'pause' : down.get(leader.node);
    if (state === 'pause') return 'leader pause';
    if (state === 'stop') return 'orderly stop';
    if (state === 'halt' && diskFull.has(leader.node)) return 'disk full';
    if (state !== undefined) return 'leader crash';
    if (claims.has(leader.node) && !hasMajority(leader.node)) return 'leader isolated';
    if (transferring) return 'leadership transfer';
    if (membership !== undefined && (!membership.committed || !voters().includes(leader.node)))
      return 'membership change';
    const degradation = faults.degradation(time, time, new Set([...voters(), leader.node]));
    if (degradation === undefined) return 'election';
    return degradation.cause === 'partition' ? 'leader isolated' : degradation.cause;
  };

  const setCondition = (list: Condition[], condition: Condition): void => {
    const last = list.at(-1);
    if (last !== undefined && last.time === condition.time) list.pop();
    const before = list.at(-1);
    if (before?.cause === condition.cause && before?.episode === condition.episode) return;
    if (before === undefined && condition.cause === undefined) return;
    list.push(condition);
  };

  const openEpisode = (time: Micros, cause: Cause): Episode => {
    const touched = new Set([
      ...(leader === undefined ? [] : [leader.node]),
      ...(cause === 'loss of quorum' ? voters() : []),
    ]);
    const opened: Episode = {
      start: time,
      cause,
      trigger: faults.latestAt(time, touched),
      term: leader?.term ?? 0,
      elected: false,
      first: leader === undefined,
      splitVotes: 0,
    };
    const steppedDown = leader !== undefined && runs(leader.node) && !claims.has(leader.node);
    const latest = Math.max(...suspicions.values());
    if (steppedDown && suspicions.size > 0) opened.suspected = Math.max(time, latest);
    else if (latest >= time) opened.suspected = latest;
    episodes.push(opened);
    return opened;
  };

  const closeEpisode = (closed: Episode, time: Micros, next: { term: number }): void => {
    closed.led = time;
    closed.elected = next.term > closed.term;
    closed.term = next.term;
    unanswered = closed;
  };

  const evaluate = (time: Micros): void => {
    const next = workingLeader();
    if (next === undefined) {
      const quorum = [...voters(), ...outgoing()].some((node) => node !== UNKNOWN_NODE && hasMajority(node));
      episode ??= openEpisode(time, quorum ? causeOfLoss(time) : 'loss of quorum');
      const before = conditions.at(-1);
      const lost = before?.episode === episode && before.cause === 'loss of quorum';
      const cause = !quorum || lost ? 'loss of quorum' : episode.splitVotes > 0 ? 'split vote' : episode.cause;
      setCondition(conditions, { time, cause, episode });
    } else {
      if (episode !== undefined) closeEpisode(episode, time, next);
      else if (leader !== undefined && next.term > leader.term) {
        // Deposed while it seemed to work.
        const start = Math.max(suspicions.get(next.node) ?? time, conditions.at(-1)?.time ?? 0);
        const late = openEpisode(start, causeOfLoss(start));
        late.suspected = suspicions.has(next.node) ? start : undefined;
        closeEpisode(late, time, next);
        setCondition(conditions, { time: start, cause: late.cause, episode: late });
      }
      if (leader?.term !== next.term) {
        transferring = false;
        suspicions.clear();
      }
      leader = next;
      episode = undefined;
      setCondition(conditions, { time, cause: undefined });
    }
    for (const machine of machines) {
      const cut = next !== undefined && !inContact(machine, next.node);
      let list = cuts.get(machine);
      if (list === undefined) {
        list = [];
        cuts.set(machine, list);
      }
      setCondition(list, { time, cause: cut ? 'partition' : undefined });
    }
  };

  const settle = (time: Micros): void => {
    if (dirty === undefined || time <= dirty) return;
    const at = dirty;
    dirty = undefined;
    evaluate(at);
  };

  const onNode = ({ node, change, detail }: NodeObservation): void => {
    // A process gives up alone; its name, `service@node`, comes first. Other services on the node go on.
    if (change === 'halt' && detail !== undefined && !detail.startsWith(`${service}@`)) return;
    if (change === 'pause') paused.add(node);
    else if (change === 'resume') paused.delete(node);
    else if (change === 'start' || change === 'restart') {
      down.delete(node);
      paused.delete(node);
      diskFull.delete(node);
    } else if (change !== 'wipe') {
      down.set(node, change);
      claims.delete(node);
    }
  };

  const onProtocol = (time: Micros, process: ProcessId, node: NodeId, event: ProtocolEvent): boolean => {
    if (!nodeOf.has(process)) {
      nodeOf.set(process, node);
      dirty = time;
    }
    switch (event.type) {
      case 'role':
        if (event.role === 'leader') claims.set(node, event.term);
        else return claims.delete(node);
        return true;
      case 'suspect':
        suspicions.set(node, time);
        if (episode !== undefined) episode.suspected ??= time;
        return false;
      case 'split-vote':
        if (episode !== undefined) episode.splitVotes++;
        return true;
      case 'transfer':
        transferring = event.phase !== 'aborted';
        return false;
      case 'membership': {
        const { index, committed } = event;
        const rolledBack = membership?.committed === false && membership.saidBy === process;
        if (membership !== undefined && index < membership.index && !rolledBack) return false;
        if (membership?.index === index && !committed) return false;
        // The membership at boot is nobody's change.
        membership = { ...event.membership, index, committed: committed || index === 0, saidBy: process };
        return true;
      }
      default:
        return false;
    }
  };

  trace.subscribe('node', (observation) => {
    settle(observation.time);
    onNode(observation);
    dirty = observation.time;
  });
  trace.subscribe('fault', ({ time }) => {
    settle(time);
    dirty = time;
  });
  trace.subscribe('disk', ({ time, node, change }) => {
    settle(time);
    if (change === 'full') diskFull.add(node);
  });
  trace.subscribe('protocol', (observation) => {
    const { time, process, node, event } = observation;
    if (observation.service !== service) return;
    settle(time);
    if (onProtocol(time, process, node, event)) dirty = time;
  });
  trace.subscribe('operation', ({ time, service: target, type, f }) => {
    if (dirty !== undefined) settle(time);
    if (episode === undefined && unanswered === undefined) return;
    if (target !== service || type !== 'ok' || f === 'read') return;
    // Somebody leads after all: contact may come back without an observation, as on a flapping link.
    if (episode !== undefined) dirty = time;
    if (unanswered !== undefined) unanswered.answered = time;
    unanswered = undefined;
  });

  return {
    episodes,
    conditions,
    cuts,
    get voters() {
      return new Set([...voters(), ...outgoing()]);
    },
    finish: () => settle(Number.POSITIVE_INFINITY),
  };
}
