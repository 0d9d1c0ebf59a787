/** Says where two runs of one seed part: the seed, the event, its time and node, and both payloads. */
import { formatCount } from '../../core/units/format-count.ts';
import type { RecordedEvent } from './recorded-event.ts';
import { toText } from './to-text.ts';
import type { Determinism } from './verify-determinism.ts';

/** How much of two long payloads is shown, on either side of where they part. */
const CONTEXT_BEFORE = 60;
const CONTEXT_LENGTH = 240;

/** `nodes`: names by id. Ends with a line break. */
export function formatDifference(
  label: string,
  found: Extract<Determinism, { verdict: 'differs' }>,
  nodes: readonly string[],
): string {
  const { seed, differing, runs, result, events, after } = found;

  const lines = [
    `${label}: seed ${seed} does not repeat: two runs of it differ`,
    `  in the result    ${result.path}: ${window(toText(result.first), toText(result.second)).join(' and ')}`,
  ];
  if (events === undefined) {
    lines.push(
      '  in the events    no difference was found: further runs, compared event by event, agree. The difference is rare,',
      '                   or lies in what was measured and not in what happened.',
    );
  } else {
    const { first, second } = events;
    const either = (first ?? second) as RecordedEvent;
    lines.push(`  first difference event ${formatCount(either.number)}`);
    const [one, two] = payloads(first, second);
    lines.push(`    one run        ${heading(first, nodes)}`, ...one.map((text) => `                   ${text}`));
    lines.push(`    the other      ${heading(second, nodes)}`, ...two.map((text) => `                   ${text}`));
    if (after !== undefined) {
      lines.push(`  It shows only after seed ${after} has run in the same thread: a run leaves something behind.`);
    }
  }
  lines.push(
    `${differing} of ${runs} seeds differ.`,
    'Runs of one seed must not differ: this is a fault of the program, or of a plug-in that uses clocks, Math.random or',
    'state of its own between runs. Results of this scenario cannot be trusted until it is found.',
  );
  return `${lines.join('\n')}\n`;
}

function heading(event: RecordedEvent | undefined, nodes: readonly string[]): string {
  if (event === undefined) return 'had ended';
  const { time, name, a, b, node } = event;
  const place = node === undefined ? 'no node' : (nodes[node] ?? `node ${node}`);
  return `${name} (${a}, ${b}) at ${(time / 1e6).toFixed(6)} s, ${place}`;
}

/** The observations from the first that differs, one for each run; empty where all are the same. */
function payloads(first: RecordedEvent | undefined, second: RecordedEvent | undefined): [string[], string[]] {
  const one = first?.observations ?? [];
  const two = second?.observations ?? [];
  for (let i = 0; i < Math.max(one.length, two.length); i++) {
    if (one[i] === two[i]) continue;
    const [left, right] = window(one[i] ?? '(nothing more)', two[i] ?? '(nothing more)');
    return [[left], [right]];
  }
  return [one.slice(0, 1), two.slice(0, 1)].map((list) => list.map((text) => text.slice(0, CONTEXT_LENGTH))) as [
    string[],
    string[],
  ];
}

/** The same stretch of two texts, around where they part. */
function window(one: string, two: string): [string, string] {
  let at = 0;
  while (at < one.length && one[at] === two[at]) at++;
  const from = Math.max(0, at - CONTEXT_BEFORE);
  const cut = (text: string): string =>
    (from > 0 ? '…' : '') + text.slice(from, from + CONTEXT_LENGTH) + (text.length > from + CONTEXT_LENGTH ? '…' : '');
  return [cut(one), cut(two)];
}
