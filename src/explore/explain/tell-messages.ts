/** Single messages that somebody meddled with: lost, held up, doubled; and answers that come out of their time. */
import type { MessageObservation } from '../../kernel/observation.ts';
import { effectsOf, placeOf } from './effects.ts';
import { formatInstant, type Line } from './line.ts';
import { nameOf, ofKind, type RecordedRun } from './recorded-run.ts';

/** Arrived so much later than the usual message: held up. */
const HELD_UP = 5;

export function tellMessages(run: RecordedRun): Line[] {
  const messages = ofKind(run, 'message');
  const sent = new Map<number, MessageObservation>();
  const delivered = new Map<number, number>();
  const usual = usualLatency(messages);
  const effects = effectsOf(run);
  return messages.flatMap((message): Line[] => {
    const { id, type, time, toNode, fromNode } = message;
    const line = (node: number, text: string, routine = false): Line[] => [
      { time, node, subject: 'message', text, routine },
    ];
    if (type === 'send') {
      sent.set(id, message);
      return [];
    }
    const start = sent.get(id);
    const what = describeMessage(run, message);
    if (type === 'drop') return message.reason === 'tampered' ? line(fromNode, `${what} is lost on the way`) : [];
    if (start === undefined) return [];
    const copies = (delivered.get(id) ?? 0) + 1;
    delivered.set(id, copies);
    const from = `, sent at ${formatInstant(start.time)}`;
    if (copies > 1) return line(toNode, `a second copy of ${what}${from} arrives`);
    return time - start.time > HELD_UP * usual
      ? line(toNode, `${what}${from} arrives only now`, !effects.has(placeOf(message.toNode, time)))
      : [];
  });
}

/** `n2's vote-response of term 3 to n1`. */
export function describeMessage(run: RecordedRun, { message, fromNode, toNode }: MessageObservation): string {
  const kind = message.kind.slice(message.kind.indexOf('/') + 1);
  const epoch = 'term' in message && typeof message.term === 'number' ? ` of ${run.epoch} ${message.term}` : '';
  return `${nameOf(run, fromNode)}'s ${kind}${epoch} to ${nameOf(run, toNode)}`;
}

/** The ninth decile of the times on the way. */
function usualLatency(messages: readonly MessageObservation[]): number {
  const sent = new Map(messages.filter(({ type }) => type === 'send').map(({ id, time }) => [id, time]));
  const latencies = messages
    .flatMap(({ type, id, time }) => (type === 'deliver' && sent.has(id) ? [time - sent.get(id)!] : []))
    .sort((a, b) => a - b);
  return latencies[Math.floor(latencies.length * 0.9)] ?? 0;
}
