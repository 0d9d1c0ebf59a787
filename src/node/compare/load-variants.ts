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
  /** Names of those that any of the variants may have. */
  readonly metrics: readonly string[];
}

export interface VariantProblem {
  readonly problem: Problem;
  /** Values of the first variant that has it: `path=value`. */
  readonly first: readonly string[];
  /** How many variants have it. */
  readonly variants: number;
}

/** More are the same mistake again. */
const PROBLEMS_MAX = 20;

/** `origin`: what messages call the place where the values of a path were written. */
export function loadVariants(
  source: ScenarioSource,
  axes: readonly CompareAxis[],
  origin: (path: string) => string,
  options: ParseOptions,
): Variants {
  const scenarios: Scenario[] = [];
  const problems = new Map<string, VariantProblem>();
  const warnings = new Map<string, Problem>();
  const metrics = new Set<string>();
  for (const point of gridOf(axes.map(({ values }) => values.length))) {
    if (problems.size >= PROBLEMS_MAX) break;
    const values = point.map(
      (value, axis): Override => [axes[axis].path, axes[axis].values[value], origin(axes[axis].path)],
    );
    const overrides = [...(options.overrides ?? []), ...values];
    const parsed = parseScenario(source, { ...options, overrides, variant: true });
    for (const warning of parsed.warnings) warnings.set(JSON.stringify(warning), warning);
    if (parsed.ok) {
      scenarios.push(parsed.scenario);
      for (const name of parsed.metrics.keys()) metrics.add(name);
    } else {
      for (const problem of parsed.problems) {
        const key = JSON.stringify(problem);
        const { first, variants } = problems.get(key) ?? {
          first: values.map(([path, value]) => `${path}=${value}`),
          variants: 0,
        };
        problems.set(key, { problem, first, variants: variants + 1 });
      }
    }
  }
  return {
    scenarios,
    problems: [...problems.values()],
    warnings: [...warnings.values()],
    metrics: [...metrics],
  };
}
