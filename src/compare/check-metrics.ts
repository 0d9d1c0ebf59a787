/** Are the metrics that somebody asks for such as single runs have? Whether a scenario measures them is asked elsewhere. */
import { messages } from './messages.ts';
import { isLeftOut } from './run-metrics.ts';

/** The first complaint; undefined if there is none. */
export function checkMetrics(asked: readonly string[]): string | undefined {
  const wrong = asked.find(isLeftOut);
  return wrong && messages.incomparableMetric(wrong, wrong.replace(/(\.ci95)?\.\w+$/, ''));
}
