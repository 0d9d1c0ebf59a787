/**
 * `npm run bench:hunt [-- --only R1,Q3] [--seeds 5] [--time 60] [--runs N] [--jobs 2] [--write-readme]`: campaigns against every
 * mutant. Prints a line each, writes reports/zoo.json and, if asked, the table into the README. Exits with 1 if one was
 * not found or the wrong property was named. `--runs`: a campaign is given up after so many, however busy the machine is.
 */
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeFileWhole } from '../src/node/write-file.ts';
import { projectRoot } from '../validation/project-root.ts';
import { replaceBlock } from '../validation/replace-block.ts';
import { huntMutant } from './hunt-mutant.ts';
import { type Judged, judge } from './judge.ts';
import { MUTANTS } from './mutants.ts';
import { markdownTable } from './table.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seeds: { type: 'string', default: '5' },
    time: { type: 'string', default: '60' },
    runs: { type: 'string' },
    jobs: { type: 'string', default: '2' },
    'write-readme': { type: 'boolean', default: false },
  },
});
const wanted = values.only?.split(',');
const chosen = MUTANTS.filter(
  ({ id, protocol }) =>
    wanted?.some((name) => name === id || name === protocol || name === `${protocol}/${id}`) ?? true,
);
const limits = {
  seeds: Array.from({ length: Number(values.seeds) }, (_, i) => i + 1),
  seconds: Number(values.time),
  ...(values.runs === undefined ? {} : { runs: Number(values.runs) }),
  jobs: Number(values.jobs),
};
const machine = `${cpus()[0].model}, ${limits.jobs} of ${cpus().length} cores; Node ${process.versions.node}`;
process.stdout.write(`${machine}; ${limits.seeds.length} campaigns each\n`);

const judged: Judged[] = [];
for (const mutant of chosen) {
  const results = await huntMutant(mutant, limits);
  const verdict = judge(mutant, results);
  judged.push(verdict);
  const { pass, found, campaigns, runs, seconds, decisions, properties } = verdict;
  const figures = `${found}/${campaigns}  ${runs} runs  ${seconds.toFixed(1)} s  ${decisions} of ${mutant.decisions}`;
  process.stdout.write(
    `${pass ? 'pass' : 'FAIL'}  ${`${mutant.protocol}/${mutant.id}`.padEnd(17)}${figures}  ${properties.join(', ')}\n`,
  );
}
const root = projectRoot();
writeFileWhole(join(root, 'reports/zoo.json'), `${JSON.stringify({ machine, limits, judged }, undefined, 1)}\n`);
if (values['write-readme']) {
  const readme = join(root, 'README.md');
  const campaigns = `${limits.seeds.length} campaign${limits.seeds.length === 1 ? '' : 's'}`;
  const block = `${markdownTable(judged)}\n\nMedians of ${campaigns} of at most ${limits.seconds} s; ${machine}.`;
  writeFileWhole(readme, replaceBlock(readFileSync(readme, 'utf8'), 'zoo', block));
}
const within = (bound: number) => judged.filter(({ seconds }) => seconds <= bound).length;
process.stdout.write(
  `${judged.filter(({ pass }) => pass).length} of ${judged.length} found and named; ` +
    `${within(5)} within 5 s, ${within(20)} within 20 s (medians)\n`,
);
process.exitCode = judged.every(({ pass }) => pass) ? 0 : 1;
