/**
 * Rest: nothing happens but heartbeats and their answers, and nothing else will while those arrive in time. What a world
 * may rely on to let time pass without looking.
 */
import { leastCommonMultiple } from '../../../core/least-common-multiple.ts';
import type { ProcessId } from '../../environment.ts';
import type { Quiescence } from '../consensus.ts';
import { allMembers, isChanging, lastConfiguration } from './membership.ts';
import { lastAssigned } from './phase2.ts';
import type { Leadership, Paxos } from './state.ts';

export function quiescenceOf(paxos: Paxos, alive: (process: ProcessId) => boolean): Quiescence | undefined {
  const { state, options } = paxos;
  if (isOutsider(paxos)) return IDLE;
  const { commitIndex, appliedIndex, lastInBallot, durable, heardCommit, leadership } = state;
  const caughtUp = appliedIndex === commitIndex && durable === commitIndex && heardCommit === commitIndex;
  if (state.halted || !caughtUp || lastInBallot > commitIndex || isBusy(paxos)) return undefined;
  if (state.leader === undefined || isChanging(state)) return undefined;
  if (state.role !== 'follower' && state.role !== 'learner' && state.role !== 'leader') return undefined;
  if (leadership !== undefined && !leaderRests(paxos, leadership, alive)) return undefined;
  const timers = options.checkQuorum
    ? [options.heartbeatInterval, options.electionTimeout.min]
    : [options.heartbeatInterval];
  return {
    period: timers.reduce(leastCommonMultiple),
    keepAliveInterval: options.heartbeatInterval,
    // The first tick may come at once.
    toleratedSilence: options.electionTimeout.min - options.electionTick,
    readsAppend: options.readMode === 'log',
  };
}

/** Its disk has work, or it is being taught. */
const isBusy = ({ state }: Paxos): boolean =>
  state.syncs.length + state.deferred.length > 0 ||
  state.operations !== state.durableOperations ||
  state.saving !== undefined ||
  state.installing !== undefined ||
  state.receiving !== undefined ||
  state.askedAt !== undefined;

/** In no configuration that counts: it hears nothing and says nothing. */
const isOutsider = ({ state, environment }: Paxos): boolean =>
  state.role === 'follower' && !state.halted && !allMembers(state).includes(environment.self);

const IDLE: Quiescence = {
  period: 1,
  keepAliveInterval: Number.POSITIVE_INFINITY,
  toleratedSilence: Number.POSITIVE_INFINITY,
  readsAppend: false,
};

function leaderRests(
  { state, options, environment }: Paxos,
  leadership: Leadership,
  alive: (process: ProcessId) => boolean,
): boolean {
  const { reads, logReads, transfer, flushArmed, peers, phase1 } = leadership;
  const { commitIndex } = state;
  if (reads.length + logReads.length > 0 || transfer !== undefined || flushArmed) return false;
  if (lastAssigned(leadership) > commitIndex || phase1.recovered > commitIndex) return false;
  // It may be about to hand over its leadership.
  const first = lastConfiguration(state).membership.voters[0];
  if (options.leaderPreference !== 'none' && first !== environment.self) return false;
  return [...peers.values()].every(
    (peer) =>
      !alive(peer.id) ||
      (peer.commit === commitIndex && peer.sentCommit === commitIndex && peer.inflight.length === 0 && !peer.silent),
  );
}
