/** The indices of the log that a violation is about: where replicas disagree, or lost what was acknowledged. */
import { getOrCreate } from '../../core/get-or-create.ts';
import { type Entry, type LogChange, sameEntry } from './log-history.ts';
import { ofKind, type RecordedRun } from './recorded-run.ts';

/** Ascending. Empty where nobody disagrees and the violation names no index. */
export function disputedEntries(run: RecordedRun, history: readonly LogChange[]): number[] {
  const agreed = new Map<number, Entry>();
  const disputed = new Set<number>();
  for (const { type, index, entry } of history) {
    if (type !== 'committed' && type !== 'applied') continue;
    if (
      !sameEntry(
        getOrCreate(agreed, index, () => entry),
        entry,
      )
    )
      disputed.add(index);
  }
  for (const { type, position } of ofKind(run, 'operation')) {
    if (type !== 'ok' || position === undefined) continue;
    const { index, term } = position;
    const lost = history.some(
      (change) =>
        change.index === index &&
        (change.type === 'removed' || change.type === 'replaced') &&
        (change.before ?? change.entry).term === term,
    );
    const other = agreed.get(index);
    if (lost || (other !== undefined && other.term !== term)) disputed.add(index);
  }
  for (const match of run.violation.detail.matchAll(/\b(?:index|entry|slot) (\d+)/g)) disputed.add(Number(match[1]));
  return [...disputed].sort((a, b) => a - b);
}
