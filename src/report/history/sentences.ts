/** What is said about a history, in text and on the page alike. */
import type { Model } from '../../verify/linearizability/model.ts';
import type { StopReason } from '../../verify/linearizability/search.ts';
import type { Counterexample } from '../../verify/linearizability/verdict.ts';

export const STOP_REASONS: Readonly<Record<StopReason, string>> = {
  steps: 'The budget of steps was used up',
  memory: 'The memory set aside for configurations was used up',
  stopped: 'The time was up',
};

/** `clip` bounds what comes from the history. */
export function whereSentence(
  { partition, last, exact }: Counterexample,
  model: Model,
  clip: (text: string) => string,
): string {
  const line = last.lines?.[1];
  const place = line === undefined ? '' : ` (line ${line})`;
  const key = partition === '' ? '' : ` of ${clip(partition)}`;
  const what = `No order of the operations${key} explains ${clip(model.describe(last))} by process ${last.process}${place}`;
  return exact ? `${what}; until then there is one.` : `${what}.`;
}
