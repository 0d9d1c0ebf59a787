/** Are the metrics that somebody asks for among those measured, and such as single runs have? */
import { nearestName } from '../core/nearest-name.ts';
import { messages } from './messages.ts';
import { isLeftOut } from './run-metrics.ts';

/** Names listed where none is near. */
const LISTED = 8;

/** `known`: what any variant may measure. The first complaint; undefined if there is none. */
export function checkMetrics(asked: readonly string[], known: readonly string[]): string | undefined {
  const comparable = known.filter((name) => !isLeftOut(name));
  const names = new Set(comparable);
  const wrong = asked.find((metric) => !names.has(metric));
  if (wrong === undefined) return undefined;
  const instead = wrong.replace(/(\.ci95)?\.\w+$/, '');
  if (isLeftOut(wrong) && names.has(instead)) return messages.incomparableMetric(wrong, instead);
  return messages.unknownMetric(wrong, nearestName(wrong, comparable), continuations(wrong, comparable));
}

/** Names that go on from the longest part of `metric` that begins some. */
function continuations(metric: string, known: readonly string[]): string[] {
  const parts = metric.split('.');
  for (let length = parts.length - 1; length > 0; length--) {
    const found = known.filter((name) => name.startsWith(`${parts.slice(0, length).join('.')}.`));
    if (found.length > 0) return found.slice(0, LISTED);
  }
  return known.slice(0, LISTED);
}
