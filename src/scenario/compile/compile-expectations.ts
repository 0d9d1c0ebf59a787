/** `availability.time >= 99.999%`: a metric, a comparison and a value in the metric's unit. */
import { nearestName } from '../../core/nearest-name.ts';
import type { Located } from '../decode/located.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { Expectation } from '../scenario.ts';
import type { Span } from '../source/source-text.ts';
import type { ScalarNode } from '../yaml/tree.ts';
import { spanWithin } from '../yaml/tree.ts';
import type { MetricUnit } from './known-metrics.ts';
import { readMetricValue } from './read-metric-value.ts';

const FORM = /^(\s*)([^\s<>=!]+)(\s*)([<>=!]+)(\s*)(.*?)\s*$/s;
const OPERATORS: readonly string[] = ['<', '<=', '==', '!=', '>=', '>'] satisfies Expectation['operator'][];
const isOperator = (text: string): text is Expectation['operator'] => OPERATORS.includes(text);

/** Names that go on from the longest part of `metric` that begins some: what could have stood there. */
const continuations = (metric: string, known: readonly string[]): readonly string[] => {
  const segments = metric.split('.');
  for (let length = segments.length - 1; length > 0; length--) {
    const prefix = `${segments.slice(0, length).join('.')}.`;
    const found = known.filter((name) => name.startsWith(prefix));
    if (found.length > 0) return found;
  }
  return [...new Set(known.map((name) => name.split('.')[0]))];
};

/** Says what could have stood there instead. */
export const reportUnknownMetric = (
  metric: string,
  at: Span,
  metrics: ReadonlyMap<string, MetricUnit>,
  reporter: Reporter,
) => {
  const known = [...metrics.keys()];
  reporter.report(at, messages.unknownMetric(metric, nearestName(metric, known), continuations(metric, known)));
};

const compileOne = (
  written: ScalarNode,
  metrics: ReadonlyMap<string, MetricUnit>,
  reporter: Reporter,
): Expectation | undefined => {
  const match = FORM.exec(written.text);
  if (match === null) {
    reporter.report(written, messages.badExpectation(written.text));
    return undefined;
  }
  const [, indent, metric, gap, operator, secondGap, value] = match;
  const metricAt = indent.length;
  const operatorAt = metricAt + metric.length + gap.length;
  const valueAt = operatorAt + operator.length + secondGap.length;
  const unit = metrics.get(metric);
  if (unit === undefined) {
    reportUnknownMetric(metric, spanWithin(written, metricAt, metric.length), metrics, reporter);
  }
  const comparison = isOperator(operator) ? operator : undefined;
  if (comparison === undefined) {
    reporter.report(spanWithin(written, operatorAt, operator.length), messages.unknownOperator(operator));
  }
  if (unit === undefined) return undefined;
  const read = readMetricValue(unit, value);
  if ('message' in read) {
    reporter.report(
      spanWithin(written, valueAt, Math.max(1, value.length)),
      messages.badExpectedValue(metric, read.message),
    );
    return undefined;
  }
  return comparison && { expression: written.text.trim(), metric, operator: comparison, value: read.value };
};

/** Those that can be read; what is wrong with the others is reported. */
export const compileExpectations = (
  written: readonly Located<string>[],
  metrics: ReadonlyMap<string, MetricUnit>,
  reporter: Reporter,
): Expectation[] =>
  written.flatMap(({ node }) => (node.type === 'scalar' ? (compileOne(node, metrics, reporter) ?? []) : []));
