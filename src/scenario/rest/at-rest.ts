/**
 * Is the cluster at rest? That is: no fault is in force that could change anything by itself, no request and no message
 * that a fault held up is in flight, every living member is caught up and has nothing under way, one of them leads, all that reach each other
 * are those that run, and whoever is no member keeps quiet. Then nothing but keep-alives happens until the next appointment of the calendar, as long as no
 * message is too late: how likely that is, is said in `chance.ts`.
 */

import type { ProcessId } from '../../algorithms/environment.ts';
import type { Membership } from '../../algorithms/protocol-event.ts';
import { leastCommonMultiple } from '../../core/least-common-multiple.ts';
import type { Micros } from '../../core/time.ts';
import type { NodeId } from '../../kernel/observation.ts';
import type { ReplicatedStore } from '../../services/replicated-store.ts';
import type { Simulation } from '../build-simulation.ts';

export interface ServiceAtRest {
  readonly name: string;
  readonly leader: NodeId;
  /** Nodes whose replica runs, and how many of them vote. */
  readonly running: readonly NodeId[];
  readonly runningVoters: number;
  readonly voters: number;
  readonly keepAliveInterval: Micros;
  readonly toleratedSilence: Micros;
  readonly readsAppend: boolean;
}

export interface Rest {
  readonly services: readonly ServiceAtRest[];
  /** Everything that happens repeats itself after this long; undefined if that is no useful length. */
  readonly period: Micros | undefined;
}

/** Longer periods than this are of no use. */
const PERIOD_MAX = 3_600_000_000;

export function atRest({ faults, clients, stores, cluster }: Simulation): Rest | undefined {
  if (!faults.inert() || cluster.lateMessages() > 0) return undefined;
  for (const client of clients) if (client.pending() > 0) return undefined;
  const services: ServiceAtRest[] = [];
  let period: Micros | undefined = 1;
  for (const store of stores) {
    if (store.pending() > 0) return undefined;
    const leader = store.leader();
    const membership = leader === undefined ? undefined : store.status(leader)?.membership;
    if (leader === undefined || membership === undefined) return undefined;
    const running = store.replicas().filter((node) => cluster.isRunning(node));
    const members = running.filter((node) => isMember(membership, store.processOn(node)));
    for (const node of running) if (!members.includes(node) && !keepsQuiet(store, node)) return undefined;
    const leads = store.status(leader);
    for (const node of members) {
      const quiescence = store.quiescence(node);
      const status = store.status(node);
      if (quiescence === undefined || status === undefined || leads === undefined) return undefined;
      if (status.term !== leads.term || status.lastIndex !== leads.lastIndex || status.leader !== leads.leader)
        return undefined;
      period = commonPeriod(period, quiescence.period);
      if (node !== leader) continue;
      const { keepAliveInterval, toleratedSilence, readsAppend } = quiescence;
      const runningVoters = members.filter((member) => membership.voters.includes(store.processOn(member))).length;
      services.push({
        name: store.name,
        leader,
        running: members,
        runningVoters,
        voters: membership.voters.length,
        keepAliveInterval,
        toleratedSilence,
        readsAppend,
      });
    }
  }
  for (const { loads } of clients) {
    for (const load of loads) if (load.period !== undefined) period = commonPeriod(period, load.period);
  }
  return { services, period };
}

const isMember = ({ voters, learners }: Membership, process: ProcessId): boolean =>
  voters.includes(process) || learners.includes(process);

/** A replica outside the membership that knows it is: a spare, or one that was removed and told so. Others campaign. */
function keepsQuiet(store: ReplicatedStore, node: NodeId): boolean {
  const own = store.status(node)?.membership;
  return own !== undefined && !isMember(own, store.processOn(node)) && store.quiescence(node) !== undefined;
}

/** The least common multiple, while that is a whole number of microseconds and short enough to be of use. */
function commonPeriod(a: Micros | undefined, b: Micros): Micros | undefined {
  if (a === undefined || !Number.isInteger(b) || b <= 0) return undefined;
  const multiple = leastCommonMultiple(a, b);
  return multiple <= PERIOD_MAX ? multiple : undefined;
}
