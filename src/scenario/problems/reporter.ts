/** Collects problems and warnings; every reader and decoder of the scenario floor reports here and carries on. */
import { lineText, positionAt } from '../source/position.ts';
import type { Span } from '../source/source-text.ts';
import type { Problem, Sentence } from './problem.ts';

export interface Reporter {
  report(span: Span, sentence: Sentence): void;
  warn(span: Span, sentence: Sentence): void;
  /** A problem that another reporter has found. */
  adopt(problem: Problem): void;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** A file with this many problems is not a scenario, and looking for nearest names costs: the search ends here. */
export const PROBLEMS_MAX = 200;

/** Thrown when there are too many problems to go on, and caught by `parseScenario`. */
export const tooManyProblems = new Error('too many problems');

const locate = (span: Span, sentence: Sentence): Problem => {
  const { line, column } = positionAt(span.source, span.start);
  const sourceLine = lineText(span.source, line);
  const length = Math.max(1, Math.min(span.end - span.start, sourceLine.length - column + 1));
  return { ...sentence, file: span.source.name, line, column, length, sourceLine };
};

const isRepeat = (found: readonly Problem[], problem: Problem): boolean =>
  found.some(
    (other) =>
      other.line === problem.line &&
      other.column === problem.column &&
      other.message === problem.message &&
      other.file === problem.file,
  );

export const createReporter = (): Reporter => {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const add = (to: Problem[], problem: Problem) => {
    if (to.length >= PROBLEMS_MAX) {
      if (to === problems) throw tooManyProblems;
      return;
    }
    // An alias is decoded at each of its uses and would repeat what is wrong at its anchor.
    if (!isRepeat(to, problem)) to.push(problem);
  };
  return {
    problems,
    warnings,
    report: (span, sentence) => add(problems, locate(span, sentence)),
    warn: (span, sentence) => add(warnings, locate(span, sentence)),
    adopt: (problem) => add(problems, problem),
  };
};
