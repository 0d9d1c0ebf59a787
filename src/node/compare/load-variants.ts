/**
 * The scenarios of a comparison: the file as it is, then once for each combination of values. Everything that is wrong with
 * any of them is found before the first run; what is wrong with a varied value is placed in it.
 */

import { gridOf } from '../../compare/grid.ts';
import type { CompareAxis } from '../../scenario/compare-spec.ts';
import type { ScenarioSource } from '../../scenario/files/scenario-source.ts';
import { type Override, type ParseOptions, parseScenario } from '../../scenario/parse-scenario.ts';
import type { Problem } from '../../scenario/problems/problem.ts';
import type { Scenario } from '../../scenario/scenario.ts';

export interface Variants {
  /** By variant; complete only if there are no problems. */
  readonly scenarios: readonly Scenario[];
  readonly problems: readonly VariantProblem[];
  readonly warnings: readonly Problem[];
  /** Asked for, and measured in no variant. */
  readonly unknownMetrics: readonly Problem[];
}

export interface VariantProblem {
  readonly problem: Problem;
  /** Values of the first variant that has it: `path=value`; empty where the problem lies in the value itself. */
  readonly first: readonly string[];
  /** How many variants have it. */
  readonly variants: number;
}

/** More are the same mistake again. */
const PROBLEMS_MAX = 20;
const METRICS = '--metrics';

/** `origin`: what messages call the place where the values of a path were written. */
export function loadVariants(
  source: ScenarioSource,
  axes: readonly CompareAxis[],
  metrics: readonly string[],
  origin: (path: string) => string,
  options: ParseOptions,
): Variants {
  const scenarios: Scenario[] = [];
  const problems = new Map<string, VariantProblem>();
  const warnings = new Map<string, Problem>();
  const unknown = new Map<string, { readonly problem: Problem; readonly variants: number }>();
  const points = gridOf(axes.map(({ values }) => values.length));
  let seen = 0;
  for (const point of points) {
    if (problems.size >= PROBLEMS_MAX) break;
    const values = point.map(
      (value, axis): Override => [axes[axis].path, axes[axis].values[value], origin(axes[axis].path)],
    );
    const overrides = [...(options.overrides ?? []), ...values];
    for (const problem of unknownIn(source, metrics, { ...options, overrides })) {
      const key = JSON.stringify(problem);
      unknown.set(key, { problem, variants: (unknown.get(key)?.variants ?? 0) + 1 });
    }
    const parsed = parseScenario(source, { ...options, overrides });
    seen += 1;
    for (const warning of parsed.warnings) warnings.set(JSON.stringify(warning), warning);
    if (parsed.ok) scenarios.push(parsed.scenario);
    else {
      for (const problem of parsed.problems) {
        const inValue = values.some(([path, , at]) => problem.file === `${at} ${path}`);
        const key = JSON.stringify(problem);
        const known = problems.get(key);
        const first = known?.first ?? (inValue ? [] : values.map(([path, value]) => `${path}=${value}`));
        problems.set(key, { problem, first, variants: (known?.variants ?? 0) + 1 });
      }
    }
  }
  const nowhere = [...unknown.values()].filter(({ variants }) => variants === seen);
  return {
    scenarios,
    problems: [...problems.values()],
    warnings: [...warnings.values()],
    unknownMetrics: nowhere.map(({ problem }) => problem),
  };
}

/** Expectations are not held against variants: metrics stand in their place here, to be looked up as theirs would be. */
function unknownIn(source: ScenarioSource, metrics: readonly string[], options: ParseOptions): readonly Problem[] {
  if (metrics.length === 0) return [];
  const asked: Override = ['expect', JSON.stringify(metrics.map((metric) => `${metric} >= 0`)), METRICS];
  const parsed = parseScenario(source, { ...options, overrides: [...(options.overrides ?? []), asked] });
  return parsed.ok ? [] : parsed.problems.filter(({ file }) => file.startsWith(`${METRICS} `));
}
