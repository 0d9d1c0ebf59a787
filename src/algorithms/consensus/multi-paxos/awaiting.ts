/** What a replica waits for, in one line for people: what to look at when a cluster does not get on. */
import type { ProcessId } from '../../environment.ts';
import { configurationAt, configurationInForce, mayCampaign } from './membership.ts';
import { lastAssigned } from './phase2.ts';
import { phase1Size, phase2Size } from './quorum.ts';
import type { Leadership, Paxos } from './state.ts';

export function awaitingOf(paxos: Paxos): string | undefined {
  const { state } = paxos;
  if (state.halted) return 'nothing: it has halted';
  if (state.installing !== undefined) return `the disk, to install the snapshot at slot ${state.installing.index}`;
  if (state.leadership !== undefined) return leaderAwaits(paxos, state.leadership);
  if (state.role === 'pre-candidate') return promises(paxos, 'pre-promises above', state.prePromises);
  if (state.phase1 !== undefined) return candidateAwaits(paxos);
  if (state.leader === undefined) {
    return mayCampaign(paxos) ? 'a leader, or its election timeout' : 'a leader: it has no vote';
  }
  if (state.commitIndex < state.heardCommit) {
    return `slots ${state.commitIndex + 1} to ${state.heardCommit}, which are chosen, from ${state.leader}`;
  }
  return undefined;
}

function promises({ state, options }: Paxos, what: string, from: ReadonlySet<ProcessId>): string {
  const { voters } = configurationInForce(state).membership;
  const missing = voters.filter((id) => !from.has(id));
  const has = voters.length - missing.length;
  return `${what} ballot ${state.ballot}: has ${has} of ${phase1Size(voters.length, options)}, not ${missing.join(', ')}`;
}

function candidateAwaits(paxos: Paxos): string {
  const { state } = paxos;
  const phase1 = state.phase1!;
  if (state.askedAt === undefined) return promises(paxos, 'promises of', phase1.promises);
  return `slots ${state.commitIndex + 1} to ${phase1.sourceCommit}, which are chosen, from ${phase1.source}`;
}

function leaderAwaits(paxos: Paxos, leadership: Leadership): string | undefined {
  const { state, options } = paxos;
  const next = state.commitIndex + 1;
  if (lastAssigned(leadership) < next) {
    if (leadership.transfer !== undefined) return `${leadership.transfer.to}, to take over`;
    return leadership.reads.length === 0 ? undefined : `answers to heartbeat round ${leadership.round}`;
  }
  const { voters } = configurationAt(state, next).membership;
  if (leadership.nextSlot === next) {
    const { promises: promised } = leadership.phase1;
    const missing = voters.filter((id) => !promised.has(id));
    if (voters.length - missing.length < phase1Size(voters.length, options)) {
      return promises(paxos, 'promises of', promised);
    }
    return `voters ${voters.join(', ')} to learn all before slot ${next}`;
  }
  const accepted = leadership.commanders.get(next)?.acceptors ?? [];
  const missing = voters.filter((id) => !accepted.includes(id));
  return `slot ${next} to be accepted: has ${accepted.length} of ${phase2Size(voters.length, options)}, not ${missing.join(', ')}`;
}
