/** Collects problems and warnings; every reader and decoder of the scenario floor reports here and carries on. */
import { lineText, positionAt } from '../source/position.ts';
import type { Span } from '../source/source-text.ts';
import type { Problem, Sentence } from './problem.ts';

export interface Reporter {
  report(span: Span, sentence: Sentence): void;
  warn(span: Span, sentence: Sentence): void;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** Problems beyond this many are dropped: a file this wrong is not a scenario. */
const LIMIT = 200;

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
  const add = (to: Problem[], span: Span, sentence: Sentence) => {
    if (to.length >= LIMIT) return;
    const problem = locate(span, sentence);
    // An alias is decoded at each of its uses and would repeat what is wrong at its anchor.
    if (!isRepeat(to, problem)) to.push(problem);
  };
  return {
    problems,
    warnings,
    report: (span, sentence) => add(problems, span, sentence),
    warn: (span, sentence) => add(warnings, span, sentence),
  };
};
