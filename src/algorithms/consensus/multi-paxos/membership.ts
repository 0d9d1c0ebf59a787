/**
 * Reconfiguration in the log ("Paxos Made Simple" §3; Lamport, Malkhi and Zhou, "Reconfiguring a State Machine", 2010,
 * §2): the acceptors of slot i are those of the last configuration chosen at slot i − α or before. So nothing may be
 * proposed for slot i before slot i − α is chosen, and whoever proposes for a slot knows who decides on it.
 *
 * A configuration is *known* once its slot is chosen, and *in force* from α slots later on. Between the two the old
 * voters still decide; in `Membership` that is told as `outgoing`. One change at a time is under way.
 */
import type { ProcessId } from '../../environment.ts';
import type { Membership } from '../../protocol-event.ts';
import type { MembershipChange } from '../consensus.ts';
import type { Paxos, PaxosState } from './state.ts';

export interface Configuration {
  /** The slot that carries it; 0 for the one the cluster booted with. */
  readonly index: number;
  /** The first slot that its voters decide on. */
  readonly from: number;
  /** Nobody is `outgoing`. */
  readonly membership: Membership;
}

/** Whose voters decide on `slot`, which is at most α after the last that is known to be chosen. */
export function configurationAt({ configurations }: PaxosState, slot: number): Configuration {
  let at = configurations.length - 1;
  while (at > 0 && configurations[at].from > slot) at--;
  return configurations[at];
}

/** Decides on the next slot. */
export const configurationInForce = (state: PaxosState): Configuration => configurationAt(state, state.commitIndex + 1);

export const lastConfiguration = (state: PaxosState): Configuration =>
  state.configurations[state.configurations.length - 1];

/** A configuration is known that is not in force yet. */
export const isChanging = ({ configurations }: PaxosState): boolean => configurations.length > 1;

/** What people are told: the last configuration, with the old voters as long as a slot of theirs may be undecided. */
export function currentMembership(state: PaxosState): Membership {
  const { membership } = lastConfiguration(state);
  return isChanging(state) ? withOutgoing(state.configurations[0].membership, membership) : membership;
}

function withOutgoing(before: Membership, after: Membership): Membership {
  const same = before.voters.length === after.voters.length && before.voters.every((id) => after.voters.includes(id));
  return same ? after : { ...after, outgoing: before.voters };
}

/** Voters and learners, each once. */
export const membersOf = ({ voters, learners }: Membership): readonly ProcessId[] => [
  ...new Set([...voters, ...learners]),
];

/** Whoever has a part in a slot that is not known to be chosen. */
export const allMembers = (state: PaxosState): readonly ProcessId[] => [
  ...new Set(state.configurations.flatMap(({ membership }) => membersOf(membership))),
];

/** Whether it votes on some slot that is not known to be chosen, and so may have to lead. */
export const mayCampaign = ({ state, environment }: Paxos): boolean =>
  state.configurations.some(({ membership }) => membership.voters.includes(environment.self));

/** The membership that `change` leads to; undefined if it would leave no voters. Any change is made in one step. */
export function changedMembership(current: Membership, change: MembershipChange): Membership | undefined {
  const without = (list: readonly ProcessId[], process: ProcessId) => list.filter((member) => member !== process);
  if (change.type === 'replace') {
    const voters = [...new Set(change.voters)];
    if (voters.length === 0) return undefined;
    return { voters, outgoing: [], learners: [...new Set(change.learners)].filter(isNot(voters)) };
  }
  const { process } = change;
  if (change.type === 'add-voter') {
    const { voters } = current;
    return {
      voters: voters.includes(process) ? voters : [...voters, process],
      outgoing: [],
      learners: without(current.learners, process),
    };
  }
  const voters = without(current.voters, process);
  if (voters.length === 0) return undefined;
  const learners = without(current.learners, process);
  return { voters, outgoing: [], learners: change.type === 'remove' ? learners : [...learners, process] };
}

const isNot =
  (list: readonly ProcessId[]) =>
  (process: ProcessId): boolean =>
    !list.includes(process);

/** The configuration in `slot` is chosen: it is known. */
export function learnConfiguration({ state, options, environment }: Paxos, slot: number, membership: Membership): void {
  state.configurations.push({ index: slot, from: slot + options.alpha, membership });
  environment.observe({
    type: 'membership',
    index: slot,
    membership: withOutgoing(state.configurations[0].membership, membership),
    committed: false,
  });
}

/** Forgets the configurations whose last slot is chosen. Answers whether there were any. */
export function retireConfigurations({ state, environment }: Paxos): boolean {
  const { configurations, commitIndex } = state;
  let retired = 0;
  while (retired + 1 < configurations.length && configurations[retired + 1].from <= commitIndex) retired++;
  if (retired === 0) return false;
  configurations.splice(0, retired);
  const { index, membership } = configurations[0];
  environment.observe({ type: 'membership', index, membership, committed: true });
  return true;
}
