/** An operation as a person would say it: `read → 3`, `cas 1 → 2`, `write 3`. */
import type { Operation } from '../history/operation.ts';
import { isPair, short } from './arguments.ts';

export function describeCall({ f, value, result, outcome }: Operation): string {
  const given =
    f === 'cas' && isPair(value)
      ? ` ${short(value[0])} → ${short(value[1])}`
      : value === null
        ? ''
        : ` ${short(value)}`;
  const failed = outcome === 'fail' ? ' (refused)' : '';
  return result === undefined || !ANSWERS.has(f)
    ? `${f}${given}${failed}`
    : `${f}${f === 'read' ? '' : given} → ${short(result)}`;
}

/** Operations whose results say something. */
const ANSWERS: ReadonlySet<string> = new Set(['read', 'dequeue', 'contains', 'txn']);
