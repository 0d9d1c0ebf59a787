/**
 * From the text of a scenario file to a validated scenario, or to every problem in it at once.
 *
 *     text ──readYaml──▶ tree ──applyOverrides──▶ tree ──scenarioShape──▶ draft ──compile──▶ scenario
 *
 * Each step reports what it finds and hands on what it has, so that one mistake hides no other. Nothing here runs code
 * from the file or reads a file by itself.
 */

import type { TriedVariant } from './compile/compile-compare.ts';
import type { CompiledScenario } from './compile/compile-scenario.ts';
import { compileScenario } from './compile/compile-scenario.ts';
import type { MetricUnit } from './compile/known-metrics.ts';
import type { ScenarioSource } from './files/scenario-source.ts';
import { shapeFor } from './format/shape-for.ts';
import { messages } from './messages.ts';
import type { Problem } from './problems/problem.ts';
import type { Reporter } from './problems/reporter.ts';
import { createReporter, tooManyProblems } from './problems/reporter.ts';
import type { Scenario } from './scenario.ts';
import { sourceText } from './source/source-text.ts';
import type { Vocabulary } from './vocabulary.ts';
import { builtInVocabulary } from './vocabulary.ts';
import { applyOverrides, placeValue } from './yaml/apply-overrides.ts';
import { readYaml } from './yaml/read-yaml.ts';
import type { ScalarNode, TreeNode } from './yaml/tree.ts';
import { isNothing, startOf } from './yaml/tree.ts';

/**
 * A value that replaces the one in the file: path and YAML text, as in `--set services.store.consensus=raft`, and what
 * messages call its origin (`--set` unless said otherwise).
 */
export type Override = readonly [path: string, value: string, origin?: string];

export interface ParseOptions {
  readonly overrides?: readonly Override[];
  /** Instead of the built-in algorithms and faults. */
  readonly vocabulary?: Vocabulary;
  /** Lets scenarios pass that would take too long; those that cannot be expanded are refused all the same. */
  readonly force?: boolean;
  /** One variant of a comparison: what else `compare:` varies has been tried before. */
  readonly variant?: boolean;
}

export type ParsedScenario =
  | {
      readonly ok: true;
      readonly scenario: Scenario;
      readonly warnings: readonly Problem[];
      /** Those that its results may have, by name. */
      readonly metrics: ReadonlyMap<string, MetricUnit>;
    }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] };

/** What the rest of a file with syntax errors says cannot be trusted beyond them; missing things may stand there. */
const TRUSTED_BEFORE_SYNTAX_ERROR: readonly Problem['code'][] = [
  'unknown-key',
  'unknown-name',
  'bad-name',
  'bad-quantity',
  'out-of-range',
  'wrong-type',
];

/** In the order of the files and lines; without what is only the echo of a syntax error. */
const settle = (found: readonly Problem[], main: string): Problem[] => {
  const syntax = found.filter(({ code }) => code === 'syntax');
  const firstLine = Math.min(...syntax.map(({ line }) => line));
  const kept = found.filter(
    (problem) =>
      syntax.length === 0 ||
      ['syntax', 'duplicate-key', 'unsafe-yaml'].includes(problem.code) ||
      (problem.line < firstLine && TRUSTED_BEFORE_SYNTAX_ERROR.includes(problem.code)),
  );
  const rank = ({ file }: Problem) => (file === main ? 0 : 1);
  return kept.sort(
    (a, b) =>
      rank(a) - rank(b) || (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
  );
};

/** Undefined where the search has ended at too many problems: the reporter has them. */
const unlessTooMany = <T>(read: () => T): T | undefined => {
  try {
    return read();
  } catch (error) {
    if (error === tooManyProblems) return undefined;
    throw error;
  }
};

const readAll = (source: ScenarioSource, options: ParseOptions, reporter: Reporter): CompiledScenario | undefined => {
  const vocabulary = options.vocabulary ?? builtInVocabulary;
  const text = sourceText(source.name, source.text.replace(/^\uFEFF/, ''));
  const tree = readYaml(text, reporter);
  if (tree === undefined || isNothing(tree)) {
    if (reporter.problems.length === 0) reporter.report(startOf(text), messages.emptyFile());
    return undefined;
  }
  const edited = applyOverrides(tree, options.overrides ?? [], reporter);
  const shape = shapeFor(vocabulary);
  const context = { source, vocabulary, force: options.force ?? false };
  const tryVariant = (path: ScalarNode, value: TreeNode): TriedVariant => {
    const own = createReporter();
    const compiled = unlessTooMany(() => {
      const variant = placeValue(edited, path, value, own);
      return variant && compileScenario(shape.decode(variant, own), variant, { ...context, reporter: own });
    });
    return { problems: own.problems, metrics: compiled?.metrics ?? new Map() };
  };
  // Without the whole, its parts are checked as far as they go.
  return compileScenario(shape.decode(edited, reporter), edited, {
    ...context,
    reporter,
    ...(options.variant === true ? {} : { tryVariant }),
  });
};

/** Never throws on any input. Deterministic: the same text gives the same scenario or problems. */
export const parseScenario = (source: ScenarioSource, options: ParseOptions = {}): ParsedScenario => {
  const reporter = createReporter();
  const compiled = unlessTooMany(() => readAll(source, options, reporter));
  const warnings = settle(reporter.warnings, source.name);
  if (compiled?.scenario !== undefined && reporter.problems.length === 0) {
    return { ok: true, scenario: compiled.scenario, warnings, metrics: compiled.metrics };
  }
  return { ok: false, problems: settle(reporter.problems, source.name), warnings };
};
