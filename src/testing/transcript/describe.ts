/** Messages, events and entries as a line of a transcript shows them, for protocols that say nothing better themselves. */
import type { Message, ProcessId } from '../../algorithms/environment.ts';
import type { ProtocolEvent } from '../../algorithms/protocol-event.ts';

export const replicaName = (process: ProcessId): string => `n${process + 1}`;

/** Fields of events whose values are processes. */
const PROCESSES: ReadonlySet<string> = new Set(['leader', 'candidate', 'proposer', 'peer', 'to']);

/** `request-vote: term 1, lastIndex 0, lastTerm 0`. */
export function describeMessage(message: Message): string {
  const { kind, ...fields } = message;
  return labelled(kind.slice(kind.lastIndexOf('/') + 1), Object.entries(fields).map(field));
}

/** `role: role leader, term 1, leader n1`. */
export function describeEvent(event: ProtocolEvent): string {
  if (event.type === 'membership') {
    const { index, membership, committed } = event;
    const { voters, outgoing, learners } = membership;
    const parts = [`voters ${names(voters)}`];
    if (outgoing.length > 0) parts.push(`outgoing ${names(outgoing)}`);
    if (learners.length > 0) parts.push(`learners ${names(learners)}`);
    return `membership of entry ${index}${committed ? ', committed' : ''}: ${parts.join('; ')}`;
  }
  const { type, ...fields } = event;
  const parts = Object.entries(fields).map(([name, value]): string | undefined =>
    PROCESSES.has(name) && typeof value === 'number' ? `${name} ${replicaName(value)}` : field([name, value]),
  );
  return labelled(type, parts);
}

/** `3/t2`. */
export const describePosition = (index: number, term: number): string => `${index}/t${term}`;

/** Commands are the text that was proposed; entries of the protocol's own have none. */
export const describeCommand = (data: unknown): string => (typeof data === 'string' ? data : 'no-op');

const names = (processes: readonly ProcessId[]): string => processes.map(replicaName).join(' ');

const labelled = (label: string, parts: readonly (string | undefined)[]): string => {
  const said = parts.filter((part) => part !== undefined);
  return said.length === 0 ? label : `${label}: ${said.join(', ')}`;
};

const field = ([name, value]: readonly [string, unknown]): string | undefined =>
  value === undefined ? undefined : `${name} ${shown(value)}`;

/** Plain data without quotes; what is undefined is left out, a command is its text. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof Map) return `{${[...value].map(([key, each]) => `${shown(key)} ${shown(each)}`).join(', ')}}`;
  if ('data' in value && 'bytes' in value && typeof value.data === 'string') return JSON.stringify(value.data);
  return `{${Object.entries(value)
    .map(field)
    .filter((part) => part !== undefined)
    .join(', ')}}`;
}
