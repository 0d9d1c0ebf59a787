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
 * Without `connected`, everybody is taken to be in contact; a leader that is deposed while it seems to work then opens
 * an episode after the fact, at the time when its successor began to suspect it.
 */
import type { ProcessId } from '../../algorithms/environment.ts';
import type { ProtocolEvent } from '../../algorithms/protocol-event.ts';
import { getOrCreate } from '../../core/get-or-create.ts';
import type { Micros } from '../../core/time.ts';
import type { NodeId } from '../../kernel/observation.ts';
import type { Trace } from '../../kernel/trace.ts';
import type { Cause } from './causes.ts';
import type { Degradation, FaultLog, FaultRecord } from './fault-log.ts';
import { createVoters, type Standstill, type VotersOptions } from './voters.ts';

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

export interface LeadershipOptions extends VotersOptions {
  readonly faults: FaultLog;
  /** Client machines whose contact with the leader is to be followed. */
  readonly machines?: ReadonlySet<NodeId>;
}

const STANDSTILL_CAUSES: Readonly<Record<Standstill, Cause>> = {
  crash: 'leader crash',
  halt: 'leader crash',
  stop: 'orderly stop',
  pause: 'leader pause',
};

const newList = (): Condition[] => [];

interface Suspicion {
  readonly time: Micros;
  /** When there was the last sign to the contrary. */
  readonly since: Micros;
}

interface Leader {
  readonly node: NodeId;
  readonly term: number;
}

export function watchLeadership(trace: Trace, options: LeadershipOptions): Leadership {
  const { service, faults, machines = new Set<NodeId>() } = options;
  const voters = createVoters(options);
  const episodes: Episode[] = [];
  const conditions: Condition[] = [];
  const cuts = new Map<NodeId, Condition[]>();
  /** Terms of the nodes that believe to be leader. */
  const claims = new Map<NodeId, number>();
  const suspicions = new Map<NodeId, Suspicion>();
  let transferring = false;
  const diskFull = new Set<NodeId>();

  /** The leader that worked last. */
  let leader: Leader | undefined;
  let episode: Episode | undefined;
  let unanswered: Episode | undefined;
  let dirty: Micros | undefined = 0;

  const workingLeader = (): Leader | undefined => {
    let best: Leader | undefined;
    for (const [node, term] of claims) {
      if ((best === undefined || term > best.term) && voters.hasMajority(node)) best = { node, term };
    }
    return best;
  };

  /** Why the leader does not work any more, and what set that off. Tried in this order. */
  const causeOfLoss = (since: Micros, time: Micros): Partial<Degradation> & Pick<Degradation, 'cause'> => {
    if (!voters.hasQuorum()) {
      const touched = new Set(voters.nodes());
      if (leader !== undefined) touched.add(leader.node);
      return { cause: 'loss of quorum', fault: faults.latestAt(time, touched) };
    }
    if (leader === undefined) return { cause: 'election' };
    const { node } = leader;
    const fault = faults.latestAt(time, new Set([node]));
    const standstill = voters.standstill(node);
    if (standstill === 'halt' && diskFull.has(node)) return { cause: 'disk full', fault };
    if (standstill !== undefined) return { cause: STANDSTILL_CAUSES[standstill], fault };
    if (claims.has(node) && !voters.hasMajority(node)) return { cause: 'leader isolated', fault };
    if (transferring) return { cause: 'leadership transfer' };
    if (voters.changing(node)) return { cause: 'membership change' };
    const degradation = faults.degradation(since, time, new Set([...voters.nodes(), node]));
    if (degradation === undefined) return { cause: 'election' };
    return degradation.cause === 'partition' ? { ...degradation, cause: 'leader isolated' } : degradation;
  };

  const setCondition = (list: Condition[], condition: Condition): void => {
    const last = list.at(-1);
    if (last !== undefined && last.time === condition.time) list.pop();
    const before = list.at(-1);
    if (before?.cause === condition.cause && before?.episode === condition.episode) return;
    if (before === undefined && condition.cause === undefined) return;
    list.push(condition);
  };

  /**
   * From `time`, or from the last sign that the leader worked, as `witness` has it, but not from before the fault that
   * stopped it or from before it worked at all.
   */
  const openEpisode = (time: Micros, witness: NodeId | undefined): Episode => {
    const silentSince = witness === undefined ? time : (suspicions.get(witness)?.since ?? time);
    const since = Math.max(silentSince, conditions.at(-1)?.time ?? 0);
    const { cause, fault } = causeOfLoss(since, time);
    const start = fault === undefined || fault.start > time ? since : Math.max(since, fault.start);
    const opened: Episode = {
      start,
      cause,
      trigger: fault,
      term: leader?.term ?? 0,
      elected: false,
      first: leader === undefined,
      splitVotes: 0,
    };
    const steppedDown =
      leader !== undefined && voters.standstill(leader.node) === undefined && !claims.has(leader.node);
    const latest = Math.max(...[...suspicions.values()].map((suspicion) => suspicion.time));
    if (steppedDown && suspicions.size > 0) opened.suspected = Math.max(start, latest);
    else if (latest >= start) opened.suspected = latest;
    episodes.push(opened);
    return opened;
  };

  const closeEpisode = (closed: Episode, time: Micros, next: Leader): void => {
    closed.led = time;
    closed.elected = next.term > closed.term;
    closed.term = next.term;
    unanswered = closed;
  };

  const evaluate = (time: Micros): void => {
    const next = workingLeader();
    if (next === undefined) {
      const quorum = voters.hasQuorum();
      const opens = episode === undefined;
      // Only who stepped down by itself knows since when it had no majority.
      const witness = leader !== undefined && !claims.has(leader.node) ? leader.node : undefined;
      episode ??= openEpisode(time, witness);
      const before = conditions.at(-1);
      const lost = before?.episode === episode && before.cause === 'loss of quorum';
      const cause = !quorum || lost ? 'loss of quorum' : episode.splitVotes > 0 ? 'split vote' : episode.cause;
      setCondition(conditions, { time: opens ? episode.start : time, cause, episode });
    } else {
      if (episode !== undefined) closeEpisode(episode, time, next);
      else if (leader !== undefined && next.term > leader.term) {
        // Deposed while it seemed to work.
        const late = openEpisode(time, next.node);
        late.suspected = suspicions.get(next.node)?.time;
        closeEpisode(late, time, next);
        setCondition(conditions, { time: late.start, cause: late.cause, episode: late });
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
      const cut = next !== undefined && !voters.inContact(machine, next.node);
      setCondition(getOrCreate(cuts, machine, newList), { time, cause: cut ? 'partition' : undefined });
    }
  };

  const settle = (time: Micros): void => {
    if (dirty === undefined || time <= dirty) return;
    const at = dirty;
    dirty = undefined;
    evaluate(at);
  };

  const onProtocol = (time: Micros, process: ProcessId, node: NodeId, event: ProtocolEvent): boolean => {
    if (voters.heard(process, node)) dirty = time;
    switch (event.type) {
      case 'role':
        // It has heard of a leader, so what it suspected is over.
        if (event.leader !== undefined && event.role !== 'leader') suspicions.delete(node);
        if (event.role === 'leader') claims.set(node, event.term);
        else return claims.delete(node);
        return true;
      case 'suspect':
        suspicions.set(node, { time, since: time - (event.silence ?? 0) });
        if (episode !== undefined) episode.suspected ??= time;
        return false;
      case 'split-vote':
        if (episode !== undefined) episode.splitVotes++;
        return true;
      case 'transfer':
        transferring = event.phase !== 'aborted';
        return false;
      case 'membership':
        return voters.membership(process, event);
      default:
        return false;
    }
  };

  trace.subscribe('node', (observation) => {
    settle(observation.time);
    if (voters.node(observation)) claims.delete(observation.node);
    if (observation.change === 'restart') diskFull.delete(observation.node);
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
      return voters.nodes();
    },
    finish: () => settle(Number.POSITIVE_INFINITY),
  };
}
