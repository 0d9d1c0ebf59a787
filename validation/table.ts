/** The table source / expected / simulated / tolerance / verdict, as Markdown. */
import type { Check, Figure, Tolerance } from './check.ts';
import { formatFigure } from './format-figure.ts';
import type { Verdict } from './verdict.ts';

export interface CheckResult {
  readonly check: Check;
  readonly verdicts: readonly Verdict[];
  readonly wallSeconds: number;
}

const HEAD = ['What', 'Figure', 'Source', 'Expected', 'Simulated', 'Tolerance', 'Verdict', 'Exercised'];

/** `notYet`: what cannot be checked, listed below. */
export function markdownTable(results: readonly CheckResult[], notYet: readonly string[]): string {
  const rows = results.flatMap(({ check, verdicts }) => verdicts.map((verdict) => row(check, verdict)));
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(HEAD),
    line(HEAD.map(() => '---')),
    ...rows.map(line),
    '',
    'Not yet expressible, and so not checked:',
    '',
    ...notYet.map((item) => `- ${item}`),
  ].join('\n');
}

const row = (check: Check, { figure, simulated, allowed, pass }: Verdict): string[] => [
  check.title,
  figure.quantity,
  check.source,
  formatExpected(figure),
  formatFigure(simulated.value),
  formatTolerance(figure.tolerance, allowed),
  pass ? 'pass' : '**FAIL**',
  check.exercised,
];

const formatExpected = ({ expected, tolerance }: Figure): string =>
  tolerance.kind === 'below' ? `< ${tolerance.by}` : formatFigure(expected);

/** `allowed`: how far the value may be off, in the figure's unit. */
function formatTolerance(tolerance: Tolerance, allowed: number): string {
  if (tolerance.kind === 'band') {
    return `−${formatFigure(tolerance.below * 100)}…+${formatFigure(tolerance.above * 100)} %`;
  }
  const { kind, by } = tolerance;
  switch (kind) {
    case 'relative':
      return by < 1e-6 ? 'exact' : `±${formatFigure(by * 100)} %`;
    case 'absolute':
      return by < 1e-6 ? 'exact' : `±${formatFigure(by)}`;
    case 'sigma':
      return `±${by}σ = ${formatFigure(allowed)}`;
    case 'below':
      return 'below';
  }
}
