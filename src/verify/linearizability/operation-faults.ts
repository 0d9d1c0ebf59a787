/** What a model cannot make sense of in a history, with the lines where it stands. Check this before linearizability. */
import { nearestName } from '../../core/nearest-name.ts';
import { type HistoryProblem, PROBLEMS_MAX } from '../history/history-problem.ts';
import type { Operation } from '../history/operation.ts';
import type { Model } from './model.ts';

export function operationFaults(operations: readonly Operation[], model: Model): readonly HistoryProblem[] {
  const problems: HistoryProblem[] = [];
  for (const operation of operations) {
    if (problems.length >= PROBLEMS_MAX) break;
    const { f, lines, call } = operation;
    const place = { column: 1, length: 1 };
    if (!model.operations.includes(f)) {
      problems.push({
        line: lines?.[0] ?? call + 1,
        ...place,
        message: `the model ${model.name} has no operation ${f}`,
        expected: model.operations.join(', '),
        suggestion: nearestName(f, model.operations),
      });
      continue;
    }
    const message = model.fault(operation);
    if (message !== undefined) problems.push({ line: lines?.[1] ?? lines?.[0] ?? call + 1, ...place, message });
  }
  return problems;
}
