/** `expect(history).toBeLinearizable('kv')`. */
import { nearestName } from '../../core/nearest-name.ts';
import { explainHistory } from '../../report/history/explain-history.ts';
import type { HistoryEvent } from '../../verify/history/history-event.ts';
import { detectFormat, parseHistory } from '../../verify/history/history-formats.ts';
import type { HistoryProblem } from '../../verify/history/history-problem.ts';
import type { Operation } from '../../verify/history/operation.ts';
import { pairOperations } from '../../verify/history/pair-operations.ts';
import { type CheckOptions, checkLinearizability } from '../../verify/linearizability/check-linearizability.ts';
import type { Model } from '../../verify/linearizability/model.ts';
import { MODELS } from '../../verify/linearizability/models.ts';
import { operationFaults } from '../../verify/linearizability/operation-faults.ts';
import type { MatcherResult } from './matcher-result.ts';

/** The text of a history in any format that `fivenines linearizable` reads, its events, or its operations. */
export type History = string | readonly HistoryEvent[] | readonly Operation[];

/**
 * `model`: a name from `fivenines linearizable --help`, or a model. Throws, with `not` as well, if the history is none, or
 * if the search runs out of its budget: then nobody knows.
 */
export function toBeLinearizable(
  received: unknown,
  model: string | Model = 'kv',
  options: CheckOptions = {},
): MatcherResult {
  const chosen = typeof model === 'string' ? modelNamed(model) : model;
  const operations = operationsOf(received as History);
  refuse(operationFaults(operations, chosen));
  const verdict = checkLinearizability(operations, chosen, options);
  const explained = (): string =>
    explainHistory({ file: 'the history', model: chosen, operations, verdict }, { color: false });
  if (verdict.verdict === 'unknown') throw new Error(explained());
  return { pass: verdict.verdict === 'linearizable', message: explained };
}

function modelNamed(name: string): Model {
  const model = MODELS.get(name);
  if (model !== undefined) return model;
  const names = [...MODELS.keys()];
  const nearest = nearestName(name, names);
  const hint = nearest === undefined ? `models are ${names.join(', ')}` : `did you mean ${nearest}?`;
  throw new RangeError(`no model is called "${name}": ${hint}`);
}

function operationsOf(history: History): readonly Operation[] {
  if (typeof history === 'string') {
    const { events, problems } = parseHistory(history, detectFormat(history));
    refuse(problems);
    return paired(events);
  }
  if (!Array.isArray(history)) throw new TypeError('a history is a text, a list of events, or a list of operations');
  return isOperations(history) ? history : paired(history);
}

const isOperations = (history: readonly HistoryEvent[] | readonly Operation[]): history is readonly Operation[] =>
  history.length > 0 && 'outcome' in history[0];

function paired(events: readonly HistoryEvent[]): readonly Operation[] {
  const { operations, problems } = pairOperations(events);
  refuse(problems);
  return operations;
}

function refuse(problems: readonly HistoryProblem[]): void {
  if (problems.length === 0) return;
  throw new RangeError(problems.map(({ line, message }) => `line ${line} of the history: ${message}`).join('\n'));
}
