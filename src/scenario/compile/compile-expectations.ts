/** `availability.time >= 99.999%`: a metric, a comparison and a value in the metric's unit. */
import { nearestName } from '../../core/nearest-name.ts';
import { SECOND } from '../../core/time.ts';
import type { Located } from '../decode/located.ts';
import type { QuantityKind } from '../decode/quantity-kinds.ts';
import { quantityKinds } from '../decode/quantity-kinds.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { Expectation } from '../scenario.ts';
import type { ScalarNode } from '../yaml/tree.ts';
import { spanWithin } from '../yaml/tree.ts';
import type { MetricUnit } from './known-metrics.ts';

const FORM = /^(\s*)([^\s<>=!]+)(\s*)([<>=!]+)(\s*)(.*?)\s*$/s;
const OPERATORS: readonly string[] = ['<', '<=', '==', '!=', '>=', '>'] satisfies Expectation['operator'][];
const isOperator = (text: string): text is Expectation['operator'] => OPERATORS.includes(text);

const KINDS: Readonly<Record<MetricUnit, QuantityKind>> = { share: 'share', duration: 'duration', number: 'number' };

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

const readValue = (unit: MetricUnit, text: string): { readonly value: number } | { readonly message: string } => {
  const parsed = quantityKinds[KINDS[unit]].parse(text);
  if (!parsed.ok) return { message: parsed.message };
  return { value: unit === 'duration' ? parsed.value / SECOND : parsed.value };
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
    const known = [...metrics.keys()];
    const near = nearestName(metric, known);
    const span = spanWithin(written, metricAt, metric.length);
    reporter.report(span, messages.unknownMetric(metric, near, continuations(metric, known)));
  }
  const comparison = isOperator(operator) ? operator : undefined;
  if (comparison === undefined) {
    reporter.report(spanWithin(written, operatorAt, operator.length), messages.unknownOperator(operator));
  }
  if (unit === undefined) return undefined;
  const read = readValue(unit, value);
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
