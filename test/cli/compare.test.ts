import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../src/compare/comparison.ts';
import { fivenines, folderWith, MAIN, SMALL } from './fivenines.ts';

const VARY = ['--vary', 'services.store.consensus=raft,multi-paxos'];
const TIMES = ['--vary', 'services.store.options.electionTimeout=1s..2s,2s..3s'];
const FOLDER = 'reports/compare/small';
const written = (cwd: string, name = 'comparison.json') => readFileSync(join(cwd, FOLDER, name), 'utf8');
const comparisonIn = (cwd: string) => JSON.parse(written(cwd)) as Comparison;

describe('fivenines compare', () => {
  it('runs all variants over the same seeds, prints rankings, writes JSON and CSV', () => {
    const cwd = folderWith();
    const { status, stdout, stderr } = fivenines(['compare', 'small.yaml', ...TIMES, ...VARY], { cwd });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^small\n4 variants, 3 seeds each\n/);
    expect(stdout).toMatch(/\navailability\.time, higher is better\n +by electionTimeout at consensus=raft +mean/);
    expect(stdout).toContain(`Report    ${FOLDER}/index.html`);
    expect(readdirSync(join(cwd, FOLDER))).toEqual(
      expect.arrayContaining(['comparison.json', 'index.html', 'runs.jsonl', 'values.csv']),
    );
    const { variants, seeds, values, metrics, rankings } = comparisonIn(cwd);
    expect(variants.map(({ name }) => name)).toEqual([
      'electionTimeout=1s..2s, consensus=raft',
      'electionTimeout=1s..2s, consensus=multi-paxos',
      'electionTimeout=2s..3s, consensus=raft',
      'electionTimeout=2s..3s, consensus=multi-paxos',
    ]);
    expect(seeds).toEqual([7, 8, 9]);
    expect(values.map((row) => row.map((figures) => figures.length))).toEqual(
      new Array(4).fill(new Array(3).fill(metrics.length)),
    );
    // Longer election timeouts, longer failovers.
    const [{ order }] = rankings;
    expect(variants[order[0].variant].at[0]).toBe(0);
    expect(written(cwd, 'values.csv').split('\n')).toHaveLength(1 + 4 * 3 * metrics.length + 1);
  });

  it('has the figures that run has', () => {
    const cwd = folderWith();
    fivenines(['compare', 'small.yaml', ...TIMES, '--metrics', 'availability.time,failover.p50'], { cwd });
    const { variants, values } = comparisonIn(cwd);
    const alone = fivenines(
      [
        'run',
        'small.yaml',
        '--json',
        '--no-report',
        '--set',
        'services.store.options.electionTimeout=2s..3s',
        '--runs',
        '1',
      ],
      { cwd },
    );
    const { summary } = JSON.parse(alone.stdout);
    expect(values[1][0].slice(0, 2)).toEqual([summary.availability.time.mean, summary.failover.p50]);
    expect(variants[1].means[0]?.runs).toBe(3);
  });

  it('does not depend on the number of jobs, nor on having been interrupted', () => {
    const cwd = folderWith();
    const call = ['compare', 'small.yaml', ...TIMES, '--runs', '4'];
    expect(fivenines([...call, '--jobs', '1'], { cwd }).status).toBe(0);
    const [json, csv] = [written(cwd), written(cwd, 'values.csv')];
    expect(fivenines([...call, '--jobs', '2'], { cwd }).status).toBe(0);
    expect([written(cwd), written(cwd, 'values.csv')]).toEqual([json, csv]);
    // As a kill leaves it: some runs, and half a line.
    const journal = join(cwd, FOLDER, 'runs.jsonl');
    const lines = readFileSync(journal, 'utf8').split('\n');
    writeFileSync(journal, `${lines.slice(0, 5).join('\n')}\n${lines[5].slice(0, 40)}`);
    expect(fivenines([...call, '--resume'], { cwd }).status).toBe(0);
    expect([written(cwd), written(cwd, 'values.csv')]).toEqual([json, csv]);
    expect(readFileSync(journal, 'utf8').split('\n').slice(0, 5)).toEqual(lines.slice(0, 5));
    // More seeds and values go on from there.
    const wider = [...call.slice(0, 2), '--vary', `${TIMES[1]},4s..5s`, '--runs', '5'];
    expect(fivenines([...wider, '--resume'], { cwd }).status).toBe(0);
    const { values } = JSON.parse(json) as Comparison;
    expect(
      comparisonIn(cwd)
        .values.slice(0, 2)
        .map((row) => row.slice(0, 4)),
    ).toEqual(values);
  });

  it('keeps what was finished when it is interrupted', async () => {
    const cwd = folderWith({ 'small.yaml': SMALL.replace('duration: 20s', 'duration: 20min') });
    const child = spawn(process.execPath, [MAIN, 'compare', 'small.yaml', ...VARY, '--runs', '50000', '--jobs', '1'], {
      cwd,
    });
    let stderr = '';
    child.stderr.on('data', (data: Buffer) => {
      stderr += data.toString();
    });
    const journal = join(cwd, FOLDER, 'runs.jsonl');
    await new Promise<void>((done) => {
      const timer = setInterval(() => {
        if (!existsSync(journal) || readFileSync(journal, 'utf8').split('\n').length < 6) return;
        clearInterval(timer);
        done();
      }, 20);
    });
    child.kill('SIGINT');
    expect(await new Promise((done) => child.on('close', done))).toBe(130);
    expect(stderr).toMatch(/^interrupted: kept \d+ of 100000 runs; the same call with --resume goes on from there\n$/);
    const { interrupted, seeds } = comparisonIn(cwd);
    expect(interrupted).toBe(true);
    expect(seeds.length).toBeGreaterThan(1);
    expect(seeds.length).toBeLessThan(50000);
  });

  it('adds seeds until the intervals are narrow enough, or says that they are not', () => {
    const cwd = folderWith();
    const call = ['compare', 'small.yaml', ...TIMES];
    const wide = fivenines([...call, '--until', 'availability.time ± 20%'], { cwd });
    expect(wide).toMatchObject({ status: 0, stderr: '' });
    expect(comparisonIn(cwd).seeds).toHaveLength(10);
    const narrow = fivenines([...call, '--until', 'availability.time ± 1ppm', '--max-runs', '12', '--resume'], { cwd });
    expect(narrow.status).toBe(3);
    expect(narrow.stdout).toMatch(
      /Intervals of availability\.time are not ± 0\.0001 % yet: the widest is ± .*\nafter 12 seeds\./,
    );
    const { until, seeds } = comparisonIn(cwd);
    expect(seeds).toHaveLength(12);
    expect(until).toMatchObject({ metric: 'availability.time', reached: false, most: 12 });
  });

  it('adds no seeds for what no run has measured', () => {
    const pool = `name: pool
duration: 1s
topology: {nodes: 2}
services:
  web: {kind: pool, serviceTime: 1ms}
clients:
  users: {target: web, arrivals: {poisson: 100/s}}
`;
    const cwd = folderWith({ 'small.yaml': pool });
    const call = ['compare', 'small.yaml', '--vary', 'services.web.balancer=random,round-robin'];
    const { status, stderr } = fivenines([...call, '--until', 'availability.time ± 1%'], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain('availability.time was measured in no run');
    expect(comparisonIn(cwd).seeds).toHaveLength(10);
  });

  it('takes what to compare from the file, and from the command line instead', () => {
    const compare = `compare:
  vary:
    services.store.options.electionTimeout: [1s..2s, 2s..3s]
  metrics: [failover.p50]
  text: Look at the failovers.
`;
    const cwd = folderWith({ 'small.yaml': SMALL + compare });
    expect(fivenines(['compare', 'small.yaml'], { cwd })).toMatchObject({ status: 0, stderr: '' });
    const file = comparisonIn(cwd);
    expect(file.text.trim()).toBe('Look at the failovers.');
    expect(file.variants).toHaveLength(2);
    expect(file.metrics.filter(({ asked }) => asked).map(({ name }) => name)).toEqual(['failover.p50']);
    const instead = [
      '--vary',
      'services.store.options.electionTimeout=1s..2s,2s..4s,3s..4s',
      ...VARY,
      '--metrics',
      'violations',
    ];
    fivenines(['compare', 'small.yaml', ...instead, '--runs', '1'], { cwd });
    const line = comparisonIn(cwd);
    expect(line.axes.map(({ values }) => values.length)).toEqual([3, 2]);
    expect(line.metrics.filter(({ asked }) => asked).map(({ name }) => name)).toEqual(['violations']);
  });

  it('speaks JSON and CSV, and reads standard input', () => {
    const cwd = folderWith({});
    const call = ['compare', '-', ...VARY, '--runs', '2', '--set', 'duration=10s'];
    const json = fivenines([...call, '--json'], { cwd, input: SMALL });
    expect((JSON.parse(json.stdout) as Comparison).seeds).toEqual([7, 8]);
    const csv = fivenines([...call, '--csv', '--resume'], { cwd, input: SMALL });
    expect(csv.stdout).toMatch(/^variant,consensus,seed,metric,value\nconsensus=raft,raft,7,availability\.time,/);
    expect(csv.stdout).toBe(readFileSync(join(cwd, 'reports/compare/scenario/values.csv'), 'utf8'));
  });

  it.each([
    [['compare'], 'fivenines: compare needs a scenario file: fivenines compare scenarios/five-nines.yaml\n'],
    [['compare', 'missing.yaml', ...VARY], 'missing.yaml: no such file\n'],
    [
      ['compare', 'small.yaml'],
      'fivenines: nothing to compare: name two values or more, as in --vary services.store.consensus=raft,multi-paxos, or write `compare:` into the file\n',
    ],
    [
      ['compare', 'small.yaml', '--vary', 'services.store.consensus=raft,multi-paxso'],
      `--vary services.store.consensus:1:1: unknown consensus protocol "multi-paxso"
 1 | multi-paxso
   | ^^^^^^^^^^^
   = did you mean "multi-paxos"?
   in the variant services.store.consensus=multi-paxso
`,
    ],
    [
      ['compare', 'small.yaml', ...VARY, '--vary', 'topology.nodes=3,x'],
      /^--vary topology\.nodes:1:1: .*\n 1 \| x\n {3}\| \^\n[\s\S]* in the variant services\.store\.consensus=raft, topology\.nodes=x, and in 1 more\n$/,
    ],
    [
      ['compare', 'small.yaml', '--vary', 'warmup=1s..900s:900', '--vary', 'duration=1s..900s:900'],
      'fivenines: 810,000 variants with 2,430,000 runs are more than can be compared: at most 2,000 variants\n',
    ],
    [['compare', 'small.yaml', '--vary', 'duration=20y,30y', '--runs', '90000'], /would take|--force/],
    [
      ['compare', 'small.yaml', ...VARY, '--metrics', 'availability.tiem'],
      'fivenines: no variant has the metric "availability.tiem": did you mean availability.time?\n',
    ],
    [['compare', 'small.yaml', ...VARY, '--metrics', 'a,,b'], /--metrics takes names/],
    [['compare', 'small.yaml', ...VARY, '--until', 'availability.tiem ± 1%'], /did you mean availability\.time\?/],
    [['compare', 'small.yaml', ...VARY, '--max-runs', '9'], /--max-runs is for --until/],
  ])('refuses %j with exit code 2', (args, message) => {
    const { status, stdout, stderr } = fivenines(args, { cwd: folderWith() });
    if (typeof message === 'string') expect(stderr).toBe(message);
    else expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });

  it('exits with 2 when no run has the figure that was asked for, and writes what there is', () => {
    const cwd = folderWith({ 'small.yaml': SMALL.replace(/faults:\n.*\n/, '') });
    const { status, stderr } = fivenines(
      ['compare', 'small.yaml', ...VARY, '--metrics', 'failover.p50', '--runs', '2'],
      { cwd },
    );
    expect(stderr).toBe('fivenines: failover.p50 was measured in no run of any variant\n');
    expect(status).toBe(2);
    expect(comparisonIn(cwd).variants[0].means[0]).toBeNull();
  });

  it('says what is wrong with a folder that cannot be written to', () => {
    const cwd = folderWith();
    writeFileSync(join(cwd, 'file'), '');
    const inTheWay = fivenines(['compare', 'small.yaml', ...VARY, '--out', 'file/sub'], { cwd });
    expect(inTheWay.status).toBe(2);
    expect(inTheWay.stderr).toMatch(/cannot write to .*file/);
    mkdirSync(join(cwd, 'out'));
    expect(fivenines(['compare', 'small.yaml', ...VARY, '--out', 'out', '--runs', '1'], { cwd }).status).toBe(0);
    expect(existsSync(join(cwd, 'out/comparison.json'))).toBe(true);
  });
});
