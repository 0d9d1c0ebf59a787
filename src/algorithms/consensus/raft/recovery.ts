/** The beginning of a life: from nothing at the first boot, from what the disk kept after a restart. */
import type { Recovered } from '../../environment.ts';
import { lastIndex } from './log.ts';
import { currentMembership, isVoter } from './membership.ts';
import { type RaftRecord, recover, tellLog } from './persistence.ts';
import { halt } from './roles.ts';
import type { Raft } from './state.ts';
import { drawElectionTimeout, restartElectionTimeout } from './timers.ts';

export function recoverReplica(raft: Raft, recovered: Recovered<RaftRecord>): void {
  const { state, environment } = raft;
  const { records, integrity } = recovered;
  state.startedAt = environment.now();
  const damage = recover(state, records);
  const rebooted = records.length > 0 || integrity !== 'clean';
  if (rebooted) {
    environment.observe({ type: 'recovered', integrity, term: state.term, lastIndex: lastIndex(state.log) });
  }
  // A torn tail was never acknowledged; anything before it was, so nobody may go on without it (as etcd with a bad CRC).
  if (integrity === 'corrupt') halt(raft, 'the log on disk is corrupt before its end');
  else if (damage !== undefined) halt(raft, `the log on disk is inconsistent: ${damage}`);
  else beginLife(raft, rebooted);
}

function beginLife(raft: Raft, rebooted: boolean): void {
  const { state, environment, machine, options } = raft;
  const { snapshot, configurations, log } = state;
  if (snapshot !== undefined) {
    configurations[0] = { index: snapshot.index, membership: snapshot.membership };
    state.commitIndex = snapshot.index;
    state.appliedIndex = snapshot.index;
    machine.restore(snapshot.data, { index: snapshot.index, term: snapshot.term });
  }
  for (const { index, membership } of log.entries) {
    if (membership !== undefined && index > state.commitIndex) configurations.push({ index, membership });
  }
  tellLog(raft);
  for (const { index, membership } of configurations) {
    environment.observe({ type: 'membership', index, membership, committed: index <= state.commitIndex });
  }
  state.stableIndex = lastIndex(log);
  state.matchedIndex = state.commitIndex;
  // A leader that this replica promised not to vote against in its former life may hold a lease (§6.4.1).
  if (rebooted && options.readMode === 'lease') state.lastContact = environment.now();

  const membership = currentMembership(state);
  const learner = !isVoter(membership, environment.self) && membership.learners.includes(environment.self);
  state.role = learner ? 'learner' : 'follower';
  environment.observe({ type: 'role', role: state.role, term: state.term });
  drawElectionTimeout(raft);
  restartElectionTimeout(raft);
}
