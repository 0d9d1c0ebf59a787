/** Histories whose verdicts are looked at as text and as a page. */
import type { CheckedHistory } from '../../../src/report/history/explain-history.ts';
import { pairOperations } from '../../../src/verify/history/pair-operations.ts';
import { parseJsonl } from '../../../src/verify/history/parse-jsonl.ts';
import { checkLinearizability } from '../../../src/verify/linearizability/check-linearizability.ts';
import { kv } from '../../../src/verify/linearizability/models/kv.ts';

type Event = [process: number, type: string, f: string, key: string, value: unknown];

const jsonl = (events: readonly Event[]): string =>
  events.map(([process, type, f, key, value]) => JSON.stringify({ process, type, f, key, value })).join('\n');

const EVIL = '</script><img src=x onerror=alert(1)>\u001b[31m\u202e"\'';

export const EXAMPLES: Readonly<Record<string, { readonly events: readonly Event[]; readonly steps?: number }>> = {
  linearizable: {
    events: [
      [0, 'invoke', 'write', 'a', 1],
      [0, 'ok', 'write', 'a', 1],
    ],
  },
  'stale-read': {
    events: [
      [0, 'invoke', 'write', 'a', 1],
      [0, 'ok', 'write', 'a', 1],
      [1, 'invoke', 'write', 'a', 2],
      [2, 'invoke', 'read', 'b', null],
      [0, 'invoke', 'read', 'a', null],
      [2, 'ok', 'read', 'b', null],
      [0, 'ok', 'read', 'a', 2],
      [3, 'invoke', 'read', 'a', null],
      [3, 'ok', 'read', 'a', 1],
      [1, 'info', 'write', 'a', 2],
    ],
  },
  'lost-append': {
    events: [
      ...[1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((n): Event[] => [
        [n % 2, 'invoke', 'append', 'list', n],
        [n % 2, 'ok', 'append', 'list', n],
      ]),
      [2, 'invoke', 'append', 'list', 10],
      [0, 'invoke', 'read', 'list', null],
      [0, 'ok', 'read', 'list', [1, 2, 3, 4, 5, 7, 8, 9]],
    ],
  },
  hostile: {
    events: [
      [0, 'invoke', 'write', EVIL, EVIL],
      [0, 'ok', 'write', EVIL, EVIL],
      [1, 'invoke', 'read', EVIL, null],
      [1, 'ok', 'read', EVIL, `${EVIL}${'x'.repeat(1000)}`],
    ],
  },
  undecided: {
    events: [1, 2, 3].flatMap((n): Event[] => [
      [n, 'invoke', 'delete', 'a', null],
      [n, 'ok', 'delete', 'a', null],
    ]),
    steps: 0,
  },
};

export function checked(name: string): CheckedHistory {
  const { events, steps } = EXAMPLES[name];
  const parsed = parseJsonl(jsonl(events));
  const { operations, problems } = pairOperations(parsed.events);
  if (parsed.problems.length + problems.length > 0) throw new Error(`${name} is no history`);
  const verdict = checkLinearizability(operations, kv, steps === undefined ? {} : { budget: { steps } });
  return { file: `${name}.jsonl`, model: kv, operations, verdict };
}
