/**
 * `npm run bench [-- --quick] [-- --only <text>] [-- --rounds <n>] [-- --write-readme]`: measures, prints a table, writes
 * reports/bench.json and, if asked to, the table in the README.
 *
 * Every measurement is a process of its own; rounds go through all rows in turn, so that a disturbance of the machine
 * meets all subjects alike. The best of all measurements of a row counts. Ratios are to the first row of a group, of
 * the same run: figures of different days or machines are not comparable.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cases } from './cases.mjs';
import { writeReadme } from './write-readme.mjs';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    only: { type: 'string' },
    rounds: { type: 'string', default: '2' },
    'write-readme': { type: 'boolean' },
  },
});
if (options['write-readme'] && (options.quick || options.only !== undefined)) {
  console.error('the README takes the whole table: --write-readme goes with neither --quick nor --only');
  process.exit(2);
}
const ROUNDS = options.quick ? 1 : Number(options.rounds);
const REPEATS = options.quick ? 1 : 2;
const HERE = new URL('.', import.meta.url);
const OUTPUT = new URL('../reports/', HERE);

function measure({ case: name, parameters }) {
  // Another interpreter has nothing to gain from ours being warm.
  const warm = name !== 'simpy';
  const json = JSON.stringify({ warm, repeats: warm ? REPEATS : 1, ...parameters });
  const command = ['--expose-gc', fileURLToPath(new URL('run-case.mjs', HERE)), name, json];
  return JSON.parse(
    execFileSync(process.execPath, command, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }),
  );
}

function versionOf(name) {
  const file = new URL(`../node_modules/${name}/package.json`, HERE);
  return `${name} ${JSON.parse(readFileSync(file, 'utf8')).version}`;
}

const eventsPerSecond = ({ events, seconds }) => events / seconds;
const best = (results) => results.reduce((x, y) => (y.seconds < x.seconds ? y : x));

function line({ row, speed, first, rate }) {
  const name = `  ${row.group}`.padEnd(28) + row.subject.padEnd(30);
  if (row.skipped !== undefined) return `${name}skipped: ${row.skipped}`;
  const relative = first === undefined ? '' : `${(speed / first).toFixed(2)} ×`;
  return `${name}${rate.padEnd(48)}${relative.padEnd(10)}${row.wanted === undefined ? '' : `wanted: ${row.wanted}`}`;
}

const machine = `${cpus()[0].model}, ${cpus().length} cores; Node ${process.versions.node}; ${process.platform} ${process.arch}`;
const load = loadavg()[0];
const versions = ['flatqueue', 'heap-js', 'simjs'].map(versionOf);
console.log(`${machine}\n${versions.join(', ')}`);
console.log(`best of ${ROUNDS * REPEATS}; × is relative to the first of its group`);
const busy = load > cpus().length / 2 ? `the machine is busy (load ${load.toFixed(1)})` : undefined;
if (busy !== undefined) console.log(`${busy}: take none of this for a result`);
console.log();

const sections = cases(options.quick ?? false).filter(({ title }) =>
  title.toLowerCase().includes((options.only ?? '').toLowerCase()),
);
const report = {
  machine,
  load,
  busy,
  versions,
  at: new Date().toISOString(),
  quick: options.quick ?? false,
  sections: [],
};
for (const section of sections) {
  const measured = section.rows.map((row) => ({ row, results: [] }));
  for (let round = 0; round < ROUNDS; round++) {
    for (const { row, results } of measured) {
      if (row.skipped === undefined && !(row.once && round > 0)) results.push(...measure(row));
    }
  }
  console.log(section.title);
  const firsts = new Map();
  const rows = measured.map(({ row, results }) => {
    if (row.skipped !== undefined) {
      console.log(line({ row }));
      return { group: row.group, subject: row.subject, skipped: row.skipped };
    }
    const figures = best(results);
    const speed = (section.speed ?? eventsPerSecond)(figures, row);
    if (!firsts.has(row.group)) firsts.set(row.group, speed);
    const first = section.alone ? undefined : firsts.get(row.group);
    const rate = section.rate(figures, row);
    console.log(line({ row, speed, first, rate }));
    const { group, subject, parameters, wanted } = row;
    const relative = first === undefined ? undefined : speed / first;
    const spread = results.map(({ seconds }) => seconds);
    return { group, subject, parameters, wanted, rate, relative, ...figures, all: spread };
  });
  report.sections.push({ title: section.title, rows });
}
mkdirSync(OUTPUT, { recursive: true });
writeFileSync(new URL('bench.json', OUTPUT), `${JSON.stringify(report, null, 2)}\n`);
if (options['write-readme']) writeReadme(report);
