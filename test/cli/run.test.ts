import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/measure/result.ts';
import { fivenines, folderWith, MAIN, SMALL } from './fivenines.ts';

const essence = ({ summary, runs, violations, expectations }: Result) => ({
  summary,
  violations,
  expectations,
  runs: runs.map(({ wallSeconds: _, ...run }) => run),
});

const json = (args: string[], cwd: string): Result => {
  const { status, stdout, stderr } = fivenines(args, { cwd });
  expect(status, stderr).toBeLessThanOrEqual(1);
  return JSON.parse(stdout) as Result;
};

describe('fivenines run', () => {
  it('prints a summary, writes a report and exits with 0', () => {
    const cwd = folderWith();
    const { status, stdout, stderr } = fivenines(['run', 'small.yaml'], { cwd });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toMatch(/availability/i);
    expect(stdout).toContain('reports/small');
    expect(readdirSync(join(cwd, 'reports/small')).sort()).toEqual(['index.html', 'result.json', 'runs.jsonl']);
    const result = JSON.parse(readFileSync(join(cwd, 'reports/small/result.json'), 'utf8')) as Result;
    expect(result.runs.map(({ seed }) => seed)).toEqual([7, 8, 9]);
    expect(result.runs.every(({ fingerprint }) => /^[0-9a-f]{16}$/.test(fingerprint))).toBe(true);
    expect(result.summary.availability.time?.mean).toBeGreaterThan(0.5);
    expect(result.summary.availability.time?.mean).toBeLessThan(1);
  });

  it('gives the same result for the same seed, for any number of jobs, with and without a trace', () => {
    const cwd = folderWith();
    const one = json(['run', 'small.yaml', '--json', '--no-report', '--jobs', '1'], cwd);
    const two = json(['run', 'small.yaml', '--json', '--no-report', '--jobs', '2', '--trace', 't.jsonl'], cwd);
    expect(essence(two)).toEqual(essence(one));
    const other = json(['run', 'small.yaml', '--json', '--no-report', '--seed', '100'], cwd);
    expect(other.runs[0].fingerprint).not.toBe(one.runs[0].fingerprint);
    const lines = readFileSync(join(cwd, 't.jsonl'), 'utf8').trim().split('\n');
    expect(lines.length).toBeGreaterThan(1000);
    for (const line of lines) JSON.parse(line);
  });

  it('writes a Perfetto trace and the charts as files', () => {
    const cwd = folderWith();
    const { status, stderr } = fivenines(
      ['run', 'small.yaml', '--runs', '1', '--trace', 'trace.json', '--charts', 'svg,png,csv,spec'],
      { cwd },
    );
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const trace = JSON.parse(readFileSync(join(cwd, 'trace.json'), 'utf8')) as { traceEvents: { ph: string }[] };
    expect(new Set(trace.traceEvents.map(({ ph }) => ph)).size).toBeGreaterThan(3);
    const charts = readdirSync(join(cwd, 'reports/small/charts'));
    for (const ending of ['.svg', '.png', '.csv', '.vl.json']) {
      expect(charts.filter((name) => name.endsWith(ending)).length).toBeGreaterThan(3);
    }
  });

  it('exits with 1 when an expectation is missed, and says so', () => {
    const cwd = folderWith({ 'small.yaml': `${SMALL}  - availability.time > 99.9999%\n` });
    const { status, stdout } = fivenines(['run', 'small.yaml', '--no-report'], { cwd });
    expect(status).toBe(1);
    expect(stdout).toContain('availability.time > 99.9999%');
    expect(existsSync(join(cwd, 'reports'))).toBe(false);
  });

  it('takes several files, standard input and overrides', () => {
    const cwd = folderWith({ 'a.yaml': SMALL, 'b.yaml': SMALL.replace('small', 'other') });
    const both = fivenines(['run', 'a.yaml', 'b.yaml', '--json', '--runs', '1', '--out', 'out'], { cwd });
    expect((JSON.parse(both.stdout) as Result[]).map(({ scenario }) => scenario.name)).toEqual(['small', 'other']);
    expect(readdirSync(join(cwd, 'out')).sort()).toEqual(['a', 'b']);
    const piped = fivenines(['run', '-', '--json', '--no-report', '--set', 'runs=2', '--set', 'duration=10s'], {
      cwd,
      input: SMALL,
    });
    const result = JSON.parse(piped.stdout) as Result;
    expect(result.runs.map(({ virtualSeconds }) => virtualSeconds)).toEqual([10, 10]);
  });

  it.each([
    [['run'], /run needs a scenario file/],
    [['run', 'missing.yaml'], /missing\.yaml: no such file/],
    [['run', 'small.yaml', '--runz', '3'], /unknown option --runz: did you mean --runs\?/],
    [['run', 'small.yaml', '--runs', 'abc'], /--runs takes a whole number from 1 to 1000000, not "abc"/],
    [['run', 'small.yaml', '--runs', '0'], /--runs takes/],
    [['run', 'small.yaml', '--runs', '-1'], /--runs|number/],
    [['run', 'small.yaml', '--jobs', '1.5'], /--jobs takes/],
    [['run', 'small.yaml', '--charts', 'gif'], /--charts takes any of svg, png, csv, spec, not "gif"/],
    [['run', 'small.yaml', '--trace', 'x.txt'], /--trace takes a file that ends in/],
    [['run', 'small.yaml', '--set', 'novalue'], /--set takes path=value/],
    [['run', 'small.yaml', '--set', 'servces.store.consensus=raft'], /servces/],
    [['run', 'small.yaml', '--timeline-seed', '99'], /not among the seeds/],
    [['run', 'small.yaml', '--set', 'faults[9].at=3s'], /faults has one item\n[\s\S]*expected faults\[0\]/],
    [['run', 'small.yaml', '--duration', '3s'], /unknown option --duration: .* --set duration=/],
    [['run', 'small.yaml', './small.yaml'], /small\.yaml is named twice/],
    [['run', '.'], /is a folder, not a file/],
    [['run', process.execPath], /is not a text file in UTF-8/],
    [
      ['run', 'small.yaml', '--trace', 'small.yaml/t.json'],
      /cannot write to .*a part of the path is not a folder|EEXIST|in the way/,
    ],
    [['run', 'small.yaml', '--plugin', 'nothing.mjs'], /--plugin/],
    [['rum', 'small.yaml'], /did you mean/i],
    [[], /command/],
  ])('refuses %j with exit code 2', (args, message) => {
    const { status, stdout, stderr } = fivenines(args, { cwd: folderWith() });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });

  it('keeps the outputs of files with the same name apart', () => {
    const cwd = folderWith();
    for (const name of ['p', 'q']) {
      mkdirSync(join(cwd, name));
      writeFileSync(join(cwd, name, 'x.yaml'), SMALL.replace('small', `small ${name}`));
    }
    expect(fivenines(['run', 'p/x.yaml', 'q/x.yaml', '--runs', '1'], { cwd }).status).toBe(0);
    for (const name of ['p', 'q']) {
      const result = JSON.parse(readFileSync(join(cwd, `reports/${name}-x/result.json`), 'utf8')) as Result;
      expect(result.scenario.name).toBe(`small ${name}`);
    }
  });

  it('warns of what is legal and probably not meant', () => {
    const cwd = folderWith({ 'late.yaml': SMALL.replace('at: 5s', 'at: 5min') });
    const { status, stderr } = fivenines(['run', 'late.yaml', '--no-report', '--runs', '1'], { cwd });
    expect(status).toBe(0);
    expect(stderr).toMatch(/^late\.yaml:12:\d+: warning: 5 min lies after the end of the run/);
    expect(fivenines(['validate', 'late.yaml'], { cwd })).toMatchObject({
      status: 0,
      stdout: 'late.yaml: valid\n',
      stderr,
    });
    const [outcome] = JSON.parse(fivenines(['validate', 'late.yaml', '--json'], { cwd }).stdout) as [
      { warnings: { line: number }[] },
    ];
    expect(outcome.warnings.map(({ line }) => line)).toEqual([12]);
  });

  it('writes the whole report even when nobody reads the summary to its end', async () => {
    const cwd = folderWith();
    const child = spawn(process.execPath, [MAIN, 'run', 'small.yaml', '--runs', '1'], { cwd });
    child.stdout.destroy();
    expect(await new Promise((done) => child.on('close', done))).toBe(0);
    expect(existsSync(join(cwd, 'reports/small/index.html'))).toBe(true);
  });

  it.runIf(existsSync('/dev/full'))('says so when standard output or a trace cannot be written', async () => {
    const cwd = folderWith();
    const command = `"${process.execPath}" "${MAIN}" run small.yaml --no-report --runs 1`;
    const full = spawnSync('sh', ['-c', `${command} > /dev/full`], { cwd, encoding: 'utf8' });
    expect(full.stderr).toBe('fivenines: cannot write to standard output: no space left on the device\n');
    expect(full.status).toBe(2);
    mkdirSync(join(cwd, 'taken.json'));
    const taken = fivenines(['run', 'small.yaml', '--no-report', '--trace', 'taken.json'], { cwd });
    expect(taken.stderr).toBe(`fivenines: cannot write to ${join(cwd, 'taken.json')}: is a folder, not a file\n`);
    expect(taken.status).toBe(2);
    expect(readdirSync(cwd).sort()).toEqual(['small.yaml', 'taken.json']);
  });

  it('reports all errors of all files before running anything', () => {
    const cwd = folderWith({
      'a.yaml': SMALL,
      'b.yaml': SMALL.replace('duration: 20s', 'duration: 20 parsecs').replace('nodes: 3', 'nodse: 3'),
    });
    const { status, stdout, stderr } = fivenines(['run', 'a.yaml', 'b.yaml'], { cwd });
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/b\.yaml:2:\d+/);
    expect(stderr).toMatch(/b\.yaml:6:\d+/);
    expect(existsSync(join(cwd, 'reports'))).toBe(false);
  });

  it('refuses absurd sizes with an estimate unless forced', () => {
    const cwd = folderWith({
      'century.yaml': SMALL.replace('duration: 20s', 'duration: 100y').replace('runs: 3', 'runs: 1000000'),
    });
    const { status, stderr } = fivenines(['run', 'century.yaml'], { cwd });
    expect(status).toBe(2);
    expect(stderr).toMatch(/--force/);
  });

  it('says what is wrong with a folder that cannot be written to', () => {
    const cwd = folderWith();
    writeFileSync(join(cwd, 'file'), '');
    const inTheWay = fivenines(['run', 'small.yaml', '--runs', '1', '--out', 'file/sub'], { cwd });
    expect(inTheWay.status).toBe(2);
    expect(inTheWay.stderr).toMatch(/cannot write to .*file/);
  });

  it('keeps what was finished when it is interrupted, and resumes', async () => {
    const cwd = folderWith({
      'long.yaml': SMALL.replace('duration: 20s', 'duration: 20min').replace('runs: 3', 'runs: 1000000'),
    });
    const child = spawn(process.execPath, [MAIN, 'run', 'long.yaml', '--jobs', '1'], { cwd });
    let stderr = '';
    child.stderr.on('data', (data: Buffer) => {
      stderr += data.toString();
    });
    const journal = join(cwd, 'reports/long/runs.jsonl');
    await new Promise<void>((done) => {
      const timer = setInterval(() => {
        if (!existsSync(journal) || readFileSync(journal, 'utf8').split('\n').length < 4) return;
        clearInterval(timer);
        done();
      }, 20);
    });
    child.kill('SIGINT');
    const status = await new Promise((done) => child.on('close', done));
    expect(status).toBe(130);
    expect(stderr).toMatch(/interrupted: kept \d+ of 1000000 runs/);
    const result = JSON.parse(readFileSync(join(cwd, 'reports/long/result.json'), 'utf8')) as Result;
    expect(result.interrupted).toBe(true);
    expect(result.runs.length).toBeGreaterThan(1);
    expect(result.runs.length).toBeLessThan(1000000);
    expect(existsSync(join(cwd, 'reports/long/index.html'))).toBe(true);

    const runs = String(result.runs.length + 1);
    const resumed = json(['run', 'long.yaml', '--json', '--resume', '--runs', runs], cwd);
    expect(resumed.interrupted).toBe(false);
    expect(resumed.runs.slice(0, -1)).toEqual(result.runs);
  });
});
