/**
 * `npm run validate:truth`: runs every check in full, prints the table, writes it into the README and as JSON to
 * reports/truth.json. Exits with 1 if a figure is out of its tolerance.
 *
 * Arguments select checks by a part of their name; then nothing is written.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileWhole } from '../src/node/write-file.ts';
import { allChecks, NOT_YET } from './checks/all-checks.ts';
import { formatFigure } from './format-figure.ts';
import { projectRoot } from './project-root.ts';
import { replaceBlock } from './replace-block.ts';
import { type CheckResult, markdownTable } from './table.ts';
import { verdict } from './verdict.ts';

const wanted = process.argv.slice(2);
const chosen = allChecks.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
if (chosen.length === 0) {
  process.stderr.write(`no check is called ${wanted.join(' or ')}; there are:\n`);
  for (const { name } of allChecks) process.stderr.write(`  ${name}\n`);
  process.exit(2);
}

const results = chosen.map((check): CheckResult => {
  const before = performance.now();
  const simulated = check.simulate(check.trials.full);
  const wallSeconds = (performance.now() - before) / 1000;
  const verdicts = check.figures.map((figure, index) => verdict(figure, simulated[index]));
  for (const { figure, simulated, off, allowed, pass } of verdicts) {
    const values = `${formatFigure(simulated.value)}, expected ${formatFigure(figure.expected)}`;
    const margin = `off by ${formatFigure(off)} of ${formatFigure(allowed)}`;
    process.stdout.write(`${pass ? 'pass' : 'FAIL'}  ${check.name}: ${figure.quantity} ${values}, ${margin}\n`);
  }
  return { check, verdicts, wallSeconds };
});
const failed = results.flatMap(({ verdicts }) => verdicts).filter(({ pass }) => !pass).length;

if (wanted.length === 0) {
  const root = projectRoot();
  const readme = join(root, 'README.md');
  writeFileWhole(readme, replaceBlock(readFileSync(readme, 'utf8'), 'truth', markdownTable(results, NOT_YET)));
  writeFileWhole(join(root, 'reports/truth.json'), `${JSON.stringify(report(results), undefined, 1)}\n`);
}
process.stdout.write(failed === 0 ? 'all within tolerance\n' : `${failed} out of tolerance\n`);
process.exitCode = failed === 0 ? 0 : 1;

function report(all: readonly CheckResult[]) {
  return {
    checks: all.map(({ check, verdicts, wallSeconds }) => ({
      name: check.name,
      title: check.title,
      source: check.source,
      exercised: check.exercised,
      trials: check.trials.full,
      wallSeconds,
      figures: verdicts.map(({ figure, simulated, off, allowed, pass }) => ({
        ...figure,
        simulated: simulated.value,
        standardError: simulated.standardError,
        off,
        allowed,
        pass,
      })),
    })),
    notYet: NOT_YET,
  };
}
