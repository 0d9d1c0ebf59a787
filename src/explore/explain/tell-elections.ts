/** Who stood, who voted for whom, who led: with what each replica had promised before. */
import type { ProcessId } from '../../algorithms/environment.ts';
import { getOrCreate } from '../../core/get-or-create.ts';
import type { Micros } from '../../core/time.ts';
import type { DiskObservation, NodeId, ProtocolObservation } from '../../kernel/observation.ts';
import { formatInstant, type Line, listed } from './line.ts';
import { nameOf, processNames, type RecordedRun } from './recorded-run.ts';

interface Grant {
  readonly term: number;
  readonly to: ProcessId;
  readonly time: Micros;
}

interface Replica {
  role: string;
  readonly grants: Grant[];
  /** Highest promise so far. */
  promised: Grant | undefined;
  crashes: { readonly time: Micros; lost: boolean }[];
}

const newReplica = (): Replica => ({ role: 'follower', grants: [], promised: undefined, crashes: [] });

export function tellElections(run: RecordedRun): Line[] {
  const who = processNames(run);
  const replicas = new Map<NodeId, Replica>();
  const leaders = new Map<number, { readonly node: NodeId; readonly time: Micros }[]>();
  const of = (node: NodeId): Replica => getOrCreate(replicas, node, newReplica);

  const voted = (observation: ProtocolObservation, term: number, candidate: ProcessId): Line => {
    const { time, node } = observation;
    const { grants, crashes } = of(node);
    const before = grants.find((grant) => grant.term === term && grant.to !== candidate);
    const again = grants.some((grant) => grant.term === term && grant.to === candidate);
    grants.push({ term, to: candidate, time });
    const history = before === undefined ? '' : historyOf(before, crashes, who);
    const text = `${nameOf(run, node)} grants its vote in ${run.epoch} ${term} to ${who(candidate)}${again ? ' once more' : ''}${history}`;
    return { time, node, subject: 'election', text, routine: again && before === undefined };
  };

  const promised = (observation: ProtocolObservation, term: number, proposer: ProcessId): Line[] => {
    const { time, node } = observation;
    const replica = of(node);
    const { promised: highest, grants, crashes } = replica;
    const told =
      grants.some((grant) => grant.term === term && grant.to === proposer) || who(proposer) === nameOf(run, node);
    if (highest === undefined || term >= highest.term) replica.promised = { term, to: proposer, time };
    if (told) return [];
    const broken = highest !== undefined && highest.term > term;
    const history = broken
      ? `, after having promised ${highest.term} to ${who(highest.to)} ${since(highest, crashes)}`
      : '';
    const text = `${nameOf(run, node)} promises ${run.epoch} ${term} to ${who(proposer)}${history}`;
    return [{ time, node, subject: 'election', text, routine: false }];
  };

  const changed = ({ time, node, process }: ProtocolObservation, role: string, term: number): Line[] => {
    const replica = of(node);
    const was = replica.role;
    replica.role = role;
    const name = nameOf(run, node);
    const line = (text: string, routine = false): Line[] => [{ time, node, subject: 'election', text, routine }];
    if (role === 'leader') {
      const others = getOrCreate(leaders, term, () => []);
      const other = others.find((leader) => leader.node !== node);
      others.push({ node, time });
      const voters = [...replicas].filter(
        ([voter, { grants }]) => voter !== node && grants.some((grant) => grant.term === term && grant.to === process),
      );
      const votes = voters.length === 0 ? '' : `, elected by ${listed(voters.map(([voter]) => nameOf(run, voter)))}`;
      const second =
        other === undefined ? '' : `, though ${nameOf(run, other.node)} has led it since ${formatInstant(other.time)}`;
      return line(`${name} becomes leader of ${run.epoch} ${term}${votes}${second}`);
    }
    if (role === 'candidate') {
      // A candidate's vote for itself is no event of its own.
      if (!replica.grants.some((grant) => grant.term === term && grant.to === process)) {
        const before = replica.grants.find((grant) => grant.term === term);
        replica.grants.push({ term, to: process, time });
        const history = before === undefined ? '' : historyOf(before, replica.crashes, who);
        return line(`${name} stands for election in ${run.epoch} ${term} and votes for itself${history}`);
      }
      return line(`${name} stands for election in ${run.epoch} ${term} again`);
    }
    if (was === 'leader') return line(`${name} no longer leads; it is in ${run.epoch} ${term} now`);
    return [];
  };

  return run.observations.flatMap((observation): Line[] => {
    if (observation.kind === 'node') {
      const { time, node, change } = observation;
      const replica = of(node);
      if (change === 'crash') replica.crashes.push({ time, lost: false });
      if (change === 'crash' || change === 'stop' || change === 'halt') replica.role = 'down';
      return [];
    }
    if (observation.kind === 'disk') {
      noteLoss(of(observation.node), observation);
      return [];
    }
    if (observation.kind !== 'protocol') return [];
    const { event, time, node } = observation;
    const name = nameOf(run, node);
    const line = (text: string, routine: boolean): Line[] => [{ time, node, subject: 'election', text, routine }];
    switch (event.type) {
      case 'vote':
        return event.granted
          ? [voted(observation, event.term, event.candidate)]
          : line(`${name} refuses ${who(event.candidate)} its vote in ${run.epoch} ${event.term}`, true);
      case 'promise':
        return promised(observation, event.term, event.proposer);
      case 'role':
        return changed(observation, event.role, event.term);
      case 'suspect':
        return event.reason === 'check-quorum' ? line(`${name} has lost touch with a majority`, false) : [];
      case 'transfer':
        return line(`${name} ${TRANSFER[event.phase]} ${who(event.to)}`, false);
      default:
        return [];
    }
  });
}

const TRANSFER = {
  started: 'begins to hand its leadership over to',
  sent: 'tells to stand for election at once:',
  aborted: 'gives up handing its leadership over to',
} as const;

function noteLoss(replica: Replica, { change, time, records }: DiskObservation): void {
  if (change !== 'lost-unsynced' || records === 0) return;
  const crash = replica.crashes.find((candidate) => candidate.time === time);
  // The disk may tell before the machine does.
  if (crash !== undefined) crash.lost = true;
  else replica.crashes.push({ time, lost: true });
}

function historyOf(before: Grant, crashes: Replica['crashes'], who: (process: ProcessId) => string): string {
  return `, after having granted it to ${who(before.to)} ${since(before, crashes)}`;
}

function since({ time }: Grant, crashes: Replica['crashes']): string {
  const crash = crashes.find((candidate) => candidate.time >= time);
  const lost = crashes.some((candidate) => candidate.time >= time && candidate.lost);
  if (crash === undefined) return `at ${formatInstant(time)}`;
  return `at ${formatInstant(time)}, before its crash at ${formatInstant(crash.time)}${lost ? '; that was never synced' : ''}`;
}
