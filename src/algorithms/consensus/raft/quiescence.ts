/**
 * Rest: nothing happens but heartbeats and their answers, and nothing else will while those arrive in time. What a world
 * may rely on to let time pass without looking.
 */
import { leastCommonMultiple } from '../../../core/least-common-multiple.ts';
import type { ProcessId } from '../../environment.ts';
import type { Quiescence } from '../consensus.ts';
import { lastIndex } from './log.ts';
import { currentMembership, membersOf } from './membership.ts';
import { inflightCount } from './progress.ts';
import type { Leadership, Raft } from './state.ts';

export function quiescenceOf(raft: Raft, alive: (process: ProcessId) => boolean): Quiescence | undefined {
  const { state, options } = raft;
  const last = lastIndex(state.log);
  if (isOutsider(raft)) return IDLE;
  const caughtUp = state.commitIndex === last && state.appliedIndex === last && state.stableIndex === last;
  const busy = state.syncs.length + state.deferred.length > 0 || state.saving !== undefined;
  if (state.halted || !caughtUp || busy || state.installing !== undefined || state.receiving !== undefined) {
    return undefined;
  }
  if (currentMembership(state).outgoing.length > 0 || state.leader === undefined) return undefined;
  if (state.role !== 'follower' && state.role !== 'learner' && state.role !== 'leader') return undefined;
  if (state.leadership !== undefined && !leaderRests(state.leadership, last, raft, alive)) return undefined;
  const timers = options.checkQuorum
    ? [options.heartbeatInterval, options.electionTimeout.min]
    : [options.heartbeatInterval];
  return {
    period: timers.reduce(leastCommonMultiple),
    keepAliveInterval: options.heartbeatInterval,
    // §5.2 for followers, and §6.2 for a leader that checks its quorum once an election timeout. The first tick may
    // come at once.
    toleratedSilence: options.electionTimeout.min - options.electionTick,
    readsAppend: options.readMode === 'log',
  };
}

/** In no configuration that counts: it hears nothing and says nothing (§4.2.2). */
const isOutsider = ({ state, environment }: Raft): boolean =>
  state.role === 'follower' &&
  !state.halted &&
  state.configurations.every(({ membership }) => !membersOf(membership).includes(environment.self));

const IDLE: Quiescence = {
  period: 1,
  keepAliveInterval: Number.POSITIVE_INFINITY,
  toleratedSilence: Number.POSITIVE_INFINITY,
  readsAppend: false,
};

function leaderRests(
  leadership: Leadership,
  last: number,
  raft: Raft,
  alive: (process: ProcessId) => boolean,
): boolean {
  const { reads, logReads, transfer, flushArmed, noopIndex, peers } = leadership;
  if (reads.length + logReads.length > 0 || transfer !== undefined || flushArmed || noopIndex > last) return false;
  // It may be about to hand over its leadership.
  if (raft.options.leaderPreference !== 'none' && currentMembership(raft.state).voters[0] !== raft.environment.self) {
    return false;
  }
  return peers.every(
    (peer) =>
      !alive(peer.id) ||
      (peer.mode === 'replicate' && peer.match === last && inflightCount(peer) === 0 && peer.sentCommit === last),
  );
}
