/** The beginning of a life: from nothing at the first boot, from what the disk kept after a restart. */
import type { Recovered } from '../../environment.ts';
import { currentMembership, learnConfiguration, retireConfigurations } from './membership.ts';
import { type PaxosRecord, recover } from './persistence.ts';
import { followerRole, halt } from './roles.ts';
import { ballotAt, endOfRun, lastAcceptedIn, lastSlot, valueAt } from './slots.ts';
import type { Paxos } from './state.ts';
import { drawElectionTimeout, restartElectionTimeout } from './timers.ts';

export function recoverReplica(paxos: Paxos, recovered: Recovered<PaxosRecord>): void {
  const { state, environment } = paxos;
  const { records, integrity } = recovered;
  state.startedAt = environment.now();
  const damage = recover(state, records);
  const rebooted = records.length > 0 || integrity !== 'clean';
  if (rebooted) {
    environment.observe({ type: 'recovered', integrity, term: state.ballot, lastIndex: lastSlot(state.slots) });
  }
  // A torn tail was never acknowledged; anything before it was, so nobody may go on without it.
  if (integrity === 'corrupt') halt(paxos, 'the log on disk is corrupt before its end');
  else if (damage !== undefined) halt(paxos, `the log on disk is inconsistent: ${damage}`);
  else beginLife(paxos, rebooted);
}

function beginLife(paxos: Paxos, rebooted: boolean): void {
  const { state, environment, machine, options } = paxos;
  const { snapshot } = state;
  if (snapshot !== undefined) {
    state.configurations.splice(0, state.configurations.length, ...snapshot.configurations);
    state.appliedIndex = snapshot.index;
    machine.restore(snapshot.data, { index: snapshot.index, term: snapshot.origin });
  }
  reportLog(paxos);
  for (let slot = state.appliedIndex + 1; slot <= state.commitIndex; slot++) {
    const { membership } = valueAt(state.slots, slot)!;
    if (membership !== undefined) learnConfiguration(paxos, slot, membership);
  }
  retireConfigurations(paxos);
  state.received = endOfRun(state.slots, state.commitIndex, state.ballot);
  state.durable = state.received;
  state.lastInBallot = Math.max(state.commitIndex, lastAcceptedIn(state.slots, state.ballot));
  state.heardCommit = state.commitIndex;
  // It was told in an earlier life, or nobody heard of it.
  state.toldPromise = state.ballot;
  // A leader that this replica promised not to abandon in its former life may hold a lease.
  if (rebooted && options.readMode === 'lease') state.lastContact = environment.now();

  state.role = followerRole(environment.self, currentMembership(state));
  environment.observe({ type: 'role', role: state.role, term: state.ballot });
  drawElectionTimeout(paxos);
  restartElectionTimeout(paxos);
}

/** What is on the disk, to whoever watches the log. */
function reportLog({ state, log }: Paxos): void {
  if (log === undefined) return;
  const { slots, commitIndex } = state;
  for (let slot = slots.base + 1; slot <= lastSlot(slots); slot++) {
    const value = valueAt(slots, slot);
    if (value !== undefined) log.appended(slot, ballotAt(slots, slot), value.command);
  }
  if (commitIndex > 0) log.committed(commitIndex);
}
