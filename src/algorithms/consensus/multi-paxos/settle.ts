/** What follows every handler, in one place: apply what is chosen → what that entails → snapshot → sync. */
import { broadcastHeartbeat } from './heartbeat.ts';
import { configurationInForce, isChanging, retireConfigurations } from './membership.ts';
import { requestSync } from './persistence.ts';
import { prepare, tryToLead } from './phase1.ts';
import { afterCommit, refreshPeers } from './phase2.ts';
import { restartReads, serveLogReads, serveReads } from './reads.ts';
import { becomeFollower, refreshRole } from './roles.ts';
import { valueAt } from './slots.ts';
import { takeSnapshotIfDue } from './snapshot.ts';
import type { Leadership, Paxos } from './state.ts';
import { handOver } from './transfer.ts';

export function settle(paxos: Paxos): void {
  const { state } = paxos;
  do {
    // What a leader does next may at once be chosen, where it decides alone.
    while (state.appliedIndex < state.commitIndex && !state.halted) onCommit(paxos);
    if (state.halted) return;
    if (state.phase1 !== undefined) tryToLead(paxos, state.phase1);
    if (state.leadership !== undefined) serveReads(paxos, state.leadership);
    // Storage may answer before `sync` returns.
  } while ((requestSync(paxos) && state.syncs.length === 0) || state.appliedIndex < state.commitIndex);
}

function onCommit(paxos: Paxos): void {
  const { state } = paxos;
  apply(paxos);
  const retired = retireConfigurations(paxos);
  if (state.leadership === undefined) refreshRole(paxos);
  else lead(paxos, state.leadership, retired);
  takeSnapshotIfDue(paxos);
}

/** Slot by slot, without gaps. */
function apply(paxos: Paxos): void {
  const { state, machine } = paxos;
  while (state.appliedIndex < state.commitIndex && !state.halted) {
    const value = valueAt(state.slots, state.appliedIndex + 1)!;
    state.appliedIndex = value.slot;
    machine.apply(value.slot, value.origin, value.command);
    const { leadership } = state;
    if (leadership === undefined) continue;
    if (value.slot >= leadership.firstSlot) leadership.uncommittedBytes -= value.bytes;
    if (leadership.logReads.length > 0) serveLogReads(paxos, leadership, value);
  }
}

/**
 * What a leader does about more being chosen. Acceptors of a configuration that is now known are asked for their promise.
 * Once it is in force, those that it leaves out are told so and no longer served, and a leader that has no vote in it
 * steps down.
 */
function lead(paxos: Paxos, leadership: Leadership, retired: boolean): void {
  const { state, environment } = paxos;
  if (isChanging(state)) {
    refreshPeers(paxos, leadership);
    prepare(paxos, leadership.phase1);
  }
  if (retired) {
    restartReads(leadership);
    broadcastHeartbeat(paxos, leadership);
    refreshPeers(paxos, leadership);
  }
  afterCommit(paxos, leadership);
  if (!retired || configurationInForce(state).membership.voters.includes(environment.self)) return;
  handOver(paxos, leadership);
  becomeFollower(paxos, state.ballot, undefined);
}
