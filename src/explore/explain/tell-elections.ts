/** Who stood, who voted for whom, who led: with what each replica had promised before. */
import type { ProcessId } from '../../algorithms/environment.ts';
import type { ProtocolEvent } from '../../algorithms/protocol-event.ts';
import { getOrCreate } from '../../core/get-or-create.ts';
import type { Micros } from '../../core/time.ts';
import type { NodeId, ProtocolObservation } from '../../kernel/observation.ts';
import { placeOf } from './effects.ts';
import { formatInstant, type Line, listed } from './line.ts';
import { nameOf, ofKind, processNames, type RecordedRun } from './recorded-run.ts';
import { describeMessage } from './tell-messages.ts';
import {
  hasVotedFor,
  newVoteRecord,
  noteCrash,
  noteLoss,
  sinceWhen,
  type VoteRecord,
  voteForAnother,
} from './vote-record.ts';

/** What is known when the next event is told. */
interface Known {
  readonly run: RecordedRun;
  readonly who: (process: ProcessId) => string;
  readonly records: Map<NodeId, VoteRecord>;
  readonly roles: Map<NodeId, string>;
  readonly leaders: Map<number, { readonly node: NodeId; readonly time: Micros }[]>;
  /** Candidacies that somebody voted for, as `term/process`. */
  readonly noticed: ReadonlySet<string>;
  /** What arrived last, by place and time. */
  readonly arrivals: ReadonlyMap<string, string>;
}

const recordOf = ({ records }: Known, node: NodeId): VoteRecord => getOrCreate(records, node, newVoteRecord);

export function tellElections(run: RecordedRun): Line[] {
  const delivered = ofKind(run, 'message').filter(({ type }) => type === 'deliver');
  const known: Known = {
    ...{ run, who: processNames(run), records: new Map(), roles: new Map(), leaders: new Map() },
    noticed: new Set(ofKind(run, 'protocol').flatMap(({ event }) => votedFor(event))),
    arrivals: new Map(
      delivered.map((message) => [placeOf(message.toNode, message.time), describeMessage(run, message)]),
    ),
  };
  return run.observations.flatMap((observation): Line[] => {
    if (observation.kind === 'disk') noteLoss(recordOf(known, observation.node), observation);
    else if (observation.kind === 'node') {
      const { node, time, change } = observation;
      if (change === 'crash') noteCrash(recordOf(known, node), time);
      if (change !== 'pause' && change !== 'resume') known.roles.delete(node);
    } else if (observation.kind === 'protocol') return tellEvent(known, observation);
    return [];
  });
}

const votedFor = (event: ProtocolEvent): string[] =>
  event.type === 'vote' && event.granted ? [`${event.term}/${event.candidate}`] : [];

function tellEvent(known: Known, observation: ProtocolObservation): Line[] {
  const { run, who } = known;
  const { time, node, event } = observation;
  const line = (text: string | undefined, routine = false): Line[] =>
    text === undefined ? [] : [{ time, node, subject: 'election', text: `${nameOf(run, node)} ${text}`, routine }];
  switch (event.type) {
    case 'vote': {
      const refused = `refuses ${who(event.candidate)} its vote in ${run.epoch} ${event.term}`;
      return event.granted ? line(...grant(known, observation, event.term, event.candidate)) : line(refused, true);
    }
    case 'promise':
      return line(promise(known, observation, event.term, event.proposer));
    case 'role': {
      const vain = event.role === 'candidate' && !known.noticed.has(`${event.term}/${observation.process}`);
      return line(turn(known, observation, event.role, event.term), vain);
    }
    case 'suspect':
      return line(event.reason === 'check-quorum' ? 'has lost touch with a majority' : undefined);
    case 'transfer':
      return line(TRANSFER[event.phase](who(event.to)));
    default:
      return [];
  }
}

const TRANSFER = {
  started: (to: string) => `begins to hand its leadership over to ${to}`,
  sent: (to: string) => `tells ${to} to stand for election at once`,
  aborted: (to: string) => `gives up handing its leadership over to ${to}`,
} as const;

/** The sentence, and whether it is routine: a vote that was given before is given again. */
function grant(known: Known, { time, node }: ProtocolObservation, term: number, to: ProcessId): [string, boolean] {
  const record = recordOf(known, node);
  const again = hasVotedFor(record, term, to);
  const history = broken(known, record, term, to);
  record.grants.push({ term, to, time });
  const text = `grants its vote in ${known.run.epoch} ${term} to ${known.who(to)}${again ? ' once more' : ''}${history}`;
  return [text, again && history === ''];
}

/** The vote of this term that a replica has given to somebody else already. */
function broken({ who }: Known, record: VoteRecord, term: number, to: ProcessId): string {
  const before = voteForAnother(record, term, to);
  return before === undefined ? '' : `, after having granted it to ${who(before.to)} ${sinceWhen(before, record)}`;
}

/** Nothing where the promise is a vote, which was told. */
function promise(
  known: Known,
  { time, node, process }: ProtocolObservation,
  term: number,
  to: ProcessId,
): string | undefined {
  const record = recordOf(known, node);
  const { promised } = record;
  if (promised === undefined || term >= promised.term) record.promised = { term, to, time };
  if (to === process || hasVotedFor(record, term, to)) return undefined;
  const history =
    promised !== undefined && promised.term > term
      ? `, after having promised ${promised.term} to ${known.who(promised.to)} ${sinceWhen(promised, record)}`
      : '';
  return `promises ${known.run.epoch} ${term} to ${known.who(to)}${history}`;
}

function turn(known: Known, observation: ProtocolObservation, role: string, term: number): string | undefined {
  const { run, roles } = known;
  const { time, node, process } = observation;
  const was = roles.get(node);
  roles.set(node, role);
  if (role === 'leader') return lead(known, observation, term);
  if (role === 'candidate') {
    const record = recordOf(known, node);
    if (hasVotedFor(record, term, process)) return `stands for election in ${run.epoch} ${term} again`;
    const history = broken(known, record, term, process);
    // A candidate's vote for itself is no event of its own.
    record.grants.push({ term, to: process, time });
    return `stands for election in ${run.epoch} ${term} and votes for itself${history}`;
  }
  return was === 'leader' ? `no longer leads; it is in ${run.epoch} ${term} now` : undefined;
}

function lead(known: Known, { time, node, process }: ProtocolObservation, term: number): string {
  const { run, records, leaders, arrivals } = known;
  const led = getOrCreate(leaders, term, () => []);
  const other = led.find((leader) => leader.node !== node);
  led.push({ node, time });
  const voters = [...records].filter(([voter, record]) => voter !== node && hasVotedFor(record, term, process));
  const votes = voters.length === 0 ? '' : `, elected by ${listed(voters.map(([voter]) => nameOf(run, voter)))}`;
  // What arrived just then, where it cannot have been one of these votes.
  const arrival = arrivals.get(placeOf(node, time));
  const surprising = arrival !== undefined && !arrival.includes(`of ${run.epoch} ${term} `);
  const cause = surprising ? `, on ${arrival}` : '';
  const rival =
    other === undefined ? '' : `, though ${nameOf(run, other.node)} has led it since ${formatInstant(other.time)}`;
  return `becomes leader of ${run.epoch} ${term}${votes}${cause}${rival}`;
}
