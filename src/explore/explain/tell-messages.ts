/** Single messages that somebody meddled with: lost, held up, doubled; and what comes long after it was sent. */
import { getOrCreate } from '../../core/get-or-create.ts';
import type { MessageObservation } from '../../kernel/observation.ts';
import { effectsOf, placeOf } from './effects.ts';
import { formatInstant, type Line } from './line.ts';
import { nameOf, ofKind, type RecordedRun } from './recorded-run.ts';

/** So many times as long on the way as the ninth decile of the messages: held up. */
const HELD_UP = 5;

export function tellMessages(run: RecordedRun): Line[] {
  const messages = ofKind(run, 'message');
  const sent = new Map<number, MessageObservation>();
  const delivered = new Set<number>();
  /** By link and time of arrival. */
  const late = new Map<string, MessageObservation[]>();
  const usual = usualLatency(messages);
  const lines = messages.flatMap((message): Line[] => {
    const { id, type, time, toNode, fromNode } = message;
    const line = (node: number, text: string): Line[] => [{ time, node, subject: 'message', text, routine: false }];
    if (type === 'send') {
      sent.set(id, message);
      return [];
    }
    const start = sent.get(id);
    const what = describeMessage(run, message);
    if (type === 'drop') return message.reason === 'tampered' ? line(fromNode, `${what} is lost on the way`) : [];
    if (start === undefined) return [];
    const copy = delivered.has(id);
    delivered.add(id);
    if (copy) return line(toNode, `a second copy of ${what}, sent at ${formatInstant(start.time)}, arrives`);
    if (time - start.time > HELD_UP * usual) getOrCreate(late, `${fromNode}/${toNode}/${time}`, () => []).push(start);
    return [];
  });
  const effects = effectsOf(run);
  const held = [...late].map(([key, starts]): Line => {
    const time = Number(key.split('/')[2]);
    const node = starts[0].toNode;
    return { time, node, subject: 'message', text: tellLate(run, starts), routine: !effects.has(placeOf(node, time)) };
  });
  return [...lines, ...held];
}

/** What came on one link at one time. */
function tellLate(run: RecordedRun, starts: readonly MessageObservation[]): string {
  const [first] = starts;
  const since = formatInstant(first.time);
  if (starts.length === 1) return `${describeMessage(run, first)}, sent at ${since}, arrives only now`;
  if (starts.length === 2) {
    const [one, other] = starts.map((start) => `${describeMessage(run, start)}, sent at ${formatInstant(start.time)},`);
    return `${one} and ${other} arrive only now`;
  }
  const link = `from ${nameOf(run, first.fromNode)} to ${nameOf(run, first.toNode)}`;
  return `${starts.length} messages ${link}, sent from ${since} on, arrive only now; first ${describeMessage(run, first)}`;
}

/** `n2's vote-response of term 3 to n1`. */
export function describeMessage(run: RecordedRun, { message, fromNode, toNode }: MessageObservation): string {
  const kind = message.kind.slice(message.kind.indexOf('/') + 1);
  const epoch = 'term' in message && typeof message.term === 'number' ? ` of ${run.epoch} ${message.term}` : '';
  return `${nameOf(run, fromNode)}'s ${kind}${epoch} to ${nameOf(run, toNode)}`;
}

function usualLatency(messages: readonly MessageObservation[]): number {
  const sent = new Map(messages.filter(({ type }) => type === 'send').map(({ id, time }) => [id, time]));
  const latencies = messages
    .flatMap(({ type, id, time }) => (type === 'deliver' && sent.has(id) ? [time - sent.get(id)!] : []))
    .sort((a, b) => a - b);
  return latencies[Math.floor(latencies.length * 0.9)] ?? 0;
}
