/** A recorded run and its narrative as the data of a space–time diagram: what matters drawn, the rest marked routine. */
import { SECOND } from '../../core/time.ts';
import type { MessageObservation, NodeId } from '../../kernel/observation.ts';
import type { Arrow, Call, FaultSpan, SpaceTime, StateSpan } from '../../report/space-time/space-time.ts';
import { effectsOf, placeOf } from './effects.ts';
import type { Line } from './line.ts';
import { nameOf, ofKind, type RecordedRun } from './recorded-run.ts';
import { describeMessage } from './tell-messages.ts';
import { describeCall } from './tell-operations.ts';

/** Kinds of which a run has no more than this are drawn in full. */
const RARE = 24;
/** Arrows at most, of either sort: beyond it nobody sees anything. */
const ARROWS = 600;
const LATE = 5;

export function drawRun(run: RecordedRun, lines: readonly Line[], command?: string): SpaceTime {
  const end = Math.round(run.violation.atSeconds * SECOND);
  const lanes = lanesOf(run);
  const laneOf = (node: NodeId): number => lanes.indexOf(node);
  const isReplica = replicasOf(run);
  return {
    title: `${run.violation.property} is violated`,
    detail: run.violation.detail,
    ...(command === undefined ? {} : { command }),
    lanes: lanes.map((node) => ({ name: nameOf(run, node), kind: isReplica.has(node) ? 'replica' : 'client' })),
    states: statesOf(run, end, laneOf),
    faults: faultsOf(run, end, laneOf),
    messages: arrowsOf(run, end, laneOf),
    calls: callsOf(run, end, laneOf),
    events: lines.map(({ time, node, text, subject }) => ({
      time,
      lane: node === undefined || laneOf(node) < 0 ? undefined : laneOf(node),
      text,
      tone: subject === 'violation' ? 'violation' : subject === 'fault' || subject === 'machine' ? 'fault' : 'plain',
    })),
  };
}

const replicasOf = (run: RecordedRun): ReadonlySet<NodeId> => new Set(ofKind(run, 'protocol').map(({ node }) => node));

/** Replicas, then the clients that called. */
function lanesOf(run: RecordedRun): NodeId[] {
  const callers = new Set(ofKind(run, 'operation').map(({ node }) => node));
  return [...[...replicasOf(run)].sort((a, b) => a - b), ...[...callers].sort((a, b) => a - b)];
}

function statesOf(run: RecordedRun, end: number, laneOf: (node: NodeId) => number): StateSpan[] {
  const spans: StateSpan[] = [];
  const open = new Map<NodeId, Omit<StateSpan, 'to'>>();
  /** What a pause interrupted. */
  const before = new Map<NodeId, Omit<StateSpan, 'to'>>();
  const turn = (node: NodeId, time: number, next: Pick<StateSpan, 'state' | 'term'> | undefined): void => {
    const current = open.get(node);
    if (current !== undefined && current.from < time) spans.push({ ...current, to: time });
    if (next === undefined) open.delete(node);
    else open.set(node, { ...next, lane: laneOf(node), from: time });
  };
  for (const observation of run.observations) {
    if (observation.time > end) break;
    if (observation.kind === 'protocol' && observation.event.type === 'role') {
      const { role, term } = observation.event;
      turn(observation.node, observation.time, { state: role, term });
    } else if (observation.kind === 'node' && laneOf(observation.node) >= 0) {
      const { node, time, change } = observation;
      const current = open.get(node);
      if (change === 'crash' || change === 'stop' || change === 'halt') turn(node, time, { state: 'down', term: 0 });
      else if (change === 'restart' && current?.state === 'down') turn(node, time, undefined);
      else if (change === 'pause') {
        if (current !== undefined) before.set(node, current);
        turn(node, time, { state: 'paused', term: 0 });
      } else if (change === 'resume' && current?.state === 'paused') turn(node, time, before.get(node));
    }
  }
  for (const node of open.keys()) turn(node, end, undefined);
  return spans;
}

function faultsOf(run: RecordedRun, end: number, laneOf: (node: NodeId) => number): FaultSpan[] {
  const observations = ofKind(run, 'fault');
  return observations
    .filter(({ phase, time }) => phase === 'start' && time <= end)
    .map(({ id, time, nodes, description }) => {
      const over = observations.find((other) => other.id === id && other.phase === 'end');
      const lanes = nodes.map(laneOf).filter((lane) => lane >= 0);
      return { lanes, text: description, from: time, to: Math.min(over?.time ?? end, end) };
    });
}

function callsOf(run: RecordedRun, end: number, laneOf: (node: NodeId) => number): Call[] {
  const operations = ofKind(run, 'operation').filter(({ time }) => time <= end);
  return operations
    .filter(({ type }) => type === 'invoke')
    .map((invocation) => {
      const { id, node, time } = invocation;
      const answer = operations.find((other) => other.id === id && other.type !== 'invoke');
      const outcome = answer === undefined || answer.type === 'invoke' ? 'open' : answer.type;
      const text = `${nameOf(run, node)}'s ${describeCall(answer ?? invocation)}`;
      return { lane: laneOf(node), text, outcome, from: time, to: answer?.time ?? end };
    });
}

function arrowsOf(run: RecordedRun, end: number, laneOf: (node: NodeId) => number): Arrow[] {
  const messages = ofKind(run, 'message').filter(({ time }) => time <= end);
  const sends = messages.filter(({ type }) => type === 'send');
  const ends = new Map<number, MessageObservation[]>();
  for (const message of messages) {
    if (message.type !== 'send') ends.set(message.id, [...(ends.get(message.id) ?? []), message]);
  }
  const counts = new Map<string, number>();
  for (const { message } of sends) counts.set(message.kind, (counts.get(message.kind) ?? 0) + 1);
  const effects = effectsOf(run);
  const usual = median(sends.flatMap(({ id, time }) => (ends.get(id) ?? []).map((over) => over.time - time)));
  const arrows = sends.flatMap((send): Arrow[] => {
    const [from, to] = [laneOf(send.fromNode), laneOf(send.toNode)];
    if (from < 0 || to < 0 || from === to) return [];
    const rare = counts.get(send.message.kind)! <= RARE;
    const arrow = (over: MessageObservation | undefined, copy: boolean): Arrow => {
      const ended = over?.time ?? end;
      const lost = over?.type === 'drop';
      const late = ended - send.time > LATE * usual;
      const fate = over === undefined ? 'under way' : lost ? 'lost' : copy ? 'copy' : late ? 'late' : 'delivered';
      const tampered = copy || over?.reason === 'tampered';
      const effect = over?.type === 'deliver' && effects.has(placeOf(send.toNode, over.time));
      const kind = send.message.kind;
      const text = `${describeMessage(run, send)}${fate === 'delivered' ? '' : `: ${over?.reason ?? fate}`}`;
      return { from, to, sent: send.time, ended, kind, text, fate, routine: !(rare || tampered || effect) };
    };
    const over = ends.get(send.id) ?? [];
    return over.length === 0 ? [arrow(undefined, false)] : over.map((one, i) => arrow(one, i > 0));
  });
  const latest = (routine: boolean): Arrow[] => arrows.filter((arrow) => arrow.routine === routine).slice(-ARROWS);
  return [...latest(true), ...latest(false)];
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
