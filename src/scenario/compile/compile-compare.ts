/**
 * What a comparison varies: every value is put in its place and read there, by itself, so that what is wrong with it is
 * reported where it stands. Combinations of values are for whoever makes the variants.
 */
import { nearestName } from '../../core/nearest-name.ts';
import { COMPARE_LIMITS } from '../compare-limits.ts';
import type { CompareSpec, CompareUntil } from '../compare-spec.ts';
import { COST_LIMIT, estimateCost } from '../cost-estimate.ts';
import type { Located } from '../decode/located.ts';
import type { CompareDraft } from '../format/compare-shape.ts';
import type { AxisDraft } from '../format/vary-shape.ts';
import { messages } from '../messages.ts';
import type { Problem } from '../problems/problem.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { Scenario } from '../scenario.ts';
import type { ScalarNode, TreeNode } from '../yaml/tree.ts';
import { entryOf, spanWithin } from '../yaml/tree.ts';
import { reportUnknownMetric } from './compile-expectations.ts';
import type { MetricUnit } from './known-metrics.ts';
import { readMetricValue } from './read-metric-value.ts';

/** The scenario with one value in its place, and what is wrong with it. */
export interface TriedVariant {
  readonly problems: readonly Problem[];
  readonly metrics: ReadonlyMap<string, MetricUnit>;
}

export interface CompareContext {
  readonly tree: TreeNode;
  /** Undefined where it has problems of its own. */
  readonly scenario: Scenario | undefined;
  readonly metrics: ReadonlyMap<string, MetricUnit>;
  readonly tryVariant: (path: ScalarNode, value: TreeNode) => TriedVariant;
  readonly force: boolean;
  readonly reporter: Reporter;
}

/** Variants have these in common: pairs are runs with the same seed, and one file tells how many there are. */
const COMMON: readonly string[] = ['seed', 'runs', 'compare', 'name', 'description', 'expect'];
/** Sections whose names the user chooses: a path to a stranger would make a new one. */
const NAMED: Readonly<Record<string, string>> = { services: 'service', clients: 'client', jobs: 'class of jobs' };
/** Values that are tried at most, and the work that may take: the rest is left to whoever makes the variants. */
const TRIED_MAX = 200;
const TRIED_NODES_MAX = 5e5;
const TRIED_TREE_MAX = 1e5;
const UNTIL = /^(\s*)(\S+?)(\s*(?:±|\+\/?-)\s*)(\S.*?)\s*$/s;

const checkPath = ({ path, key }: AxisDraft, tree: TreeNode, reporter: Reporter): boolean => {
  const [section, name] = path.replace(/\[(\d+)\]/g, '.$1').split('.');
  if (COMMON.includes(section)) {
    reporter.report(key, messages.commonToVariants(section));
    return false;
  }
  const what = NAMED[section];
  const map = what !== undefined && tree.type === 'map' ? entryOf(tree, section)?.value : undefined;
  if (map?.type !== 'map' || name === undefined || entryOf(map, name) !== undefined) return true;
  const names = map.entries.map((entry) => entry.key.text);
  const at = spanWithin(key, section.length + 1, name.length);
  reporter.report(at, messages.unknownReference(what, name, nearestName(name, names), names));
  return false;
};

/** One path within another: which of the two values holds would depend on their order. */
const checkOverlap = (axes: readonly AxisDraft[], reporter: Reporter) => {
  const normal = axes.map(({ path }) => path.replace(/\[(\d+)\]/g, '.$1'));
  for (const [index, { key }] of axes.entries()) {
    const other = normal.findIndex(
      (path, at) =>
        at < index && (`${path}.`.startsWith(`${normal[index]}.`) || `${normal[index]}.`.startsWith(`${path}.`)),
    );
    if (other >= 0) reporter.report(key, messages.axesOverlap(axes[other].path));
  }
};

const checkSize = (axes: readonly AxisDraft[], node: TreeNode, context: CompareContext) => {
  const { scenario, force, reporter } = context;
  if (scenario === undefined) return;
  const variants = axes.reduce((product, { values }) => product * Math.max(1, values.length), 1);
  const runs = variants * scenario.runs;
  const events = estimateCost(scenario).events * variants;
  const expandable = variants <= COMPARE_LIMITS.variants && runs <= COMPARE_LIMITS.runs;
  if (!expandable || (!force && events > COST_LIMIT.events)) {
    reporter.report(node.key ?? node, messages.gridTooLarge(variants, scenario.runs, events, expandable));
  }
};

const compileUntil = (
  { value, node }: Located<string>,
  metrics: ReadonlyMap<string, MetricUnit>,
  reporter: Reporter,
): CompareUntil | undefined => {
  const match = UNTIL.exec(value);
  if (match === null || node.type !== 'scalar') {
    reporter.report(node, messages.badUntil(value));
    return undefined;
  }
  const [, indent, metric, sign, width] = match;
  const unit = metrics.get(metric);
  if (unit === undefined) {
    reportUnknownMetric(metric, spanWithin(node, indent.length, metric.length), metrics, reporter);
    return undefined;
  }
  const read = readMetricValue(unit, width);
  const at = spanWithin(node, indent.length + metric.length + sign.length, width.length);
  if ('message' in read) reporter.report(at, messages.badExpectedValue(metric, read.message));
  else if (read.value <= 0) reporter.report(at, messages.tooSmall(width, 'more than 0'));
  else return { metric, halfWidth: read.value };
  return undefined;
};

/** Values in a tree, itself included. */
const sizeOf = (node: TreeNode): number => {
  const below = node.type === 'map' ? node.entries.map(({ value }) => value) : node.type === 'list' ? node.items : [];
  return below.reduce((sum, each) => sum + sizeOf(each), 1);
};

/** What is wrong with a value is reported where it stands, `spaced` ones at most once. Answers what the variants measure. */
const tryValues = (axes: readonly AxisDraft[], context: CompareContext): ReadonlyMap<string, MetricUnit> => {
  const { scenario, reporter } = context;
  const metrics = new Map(context.metrics);
  const nodes = scenario?.topology.nodes.length ?? 1;
  let left = Math.floor(Math.min(TRIED_MAX, TRIED_NODES_MAX / nodes, TRIED_TREE_MAX / sizeOf(context.tree)));
  for (const { key, values } of axes) {
    for (const { node } of values) {
      if (left-- <= 0) return metrics;
      const tried = context.tryVariant(key, node);
      for (const problem of tried.problems) reporter.adopt(problem);
      for (const [name, unit] of tried.metrics) metrics.set(name, unit);
    }
  }
  return metrics;
};

/** Undefined without a comparison, and where it does not decode. */
export const compileCompare = (
  draft: Located<CompareDraft> | undefined,
  context: CompareContext,
): CompareSpec | undefined => {
  if (draft === undefined) return undefined;
  const { reporter } = context;
  const { vary: axes, metrics: asked = [], text = '', until } = draft.value;
  if (axes.length === 0) reporter.report(draft.node.key ?? draft.node, messages.nothingVaried());
  checkOverlap(axes, reporter);
  checkSize(axes, draft.node, context);
  const sound = axes.filter((axis) => checkPath(axis, context.tree, reporter));
  const metrics = tryValues(sound, context);
  for (const { value, node } of asked) {
    if (!metrics.has(value)) reportUnknownMetric(value, node, metrics, reporter);
  }
  const narrow = until && compileUntil(until, metrics, reporter);
  return {
    vary: axes.map(({ path, label, values }) => ({
      path,
      ...(label === undefined ? {} : { label }),
      values: values.map((value) => value.text),
    })),
    metrics: asked.map(({ value }) => value),
    text,
    ...(narrow === undefined ? {} : { until: narrow }),
  };
};
