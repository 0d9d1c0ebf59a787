import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { HuntResult } from '../../src/node/hunt/hunt-result.ts';
import { bundleMutant } from '../../zoo/bundle.ts';
import { MUTANTS } from '../../zoo/mutants.ts';
import { fivenines, folderWith, MAIN, temporaryFolder } from './fivenines.ts';

const HUNT = `name: hunted
duration: 10s
topology: {nodes: 3}
services:
  store: {kind: replicated-store, consensus: raft, options: {leaderPreference: none}}
`;

const plugins = new Map<string, string>();

/** A Raft with a bug of the zoo, as somebody might load it. */
async function plugIn(id: string): Promise<void> {
  const folder = temporaryFolder();
  const mutant = MUTANTS.find((each) => each.id === id && each.protocol === 'raft');
  await bundleMutant([join(import.meta.dirname, 'raft-plugin.ts')], folder, mutant);
  plugins.set(id, join(folder, 'raft-plugin.js'));
}

const broken = (id: string): string[] => ['--plugin', plugins.get(id) ?? '', '--protocol', 'my-raft'];

function hunt(args: readonly string[], cwd = folderWith({ 'raft.yaml': HUNT })) {
  const { status, stdout, stderr } = fivenines(['hunt', 'raft.yaml', '--json', ...args], { cwd });
  return { status, stderr, result: (stdout === '' ? undefined : JSON.parse(stdout)) as HuntResult, cwd };
}

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.on('exit', (code) => resolve(code)));

/** Looks now and then until it is so. */
async function until(so: () => boolean): Promise<void> {
  while (!so()) await new Promise((resolve) => setTimeout(resolve, 50));
}

beforeAll(async () => {
  await Promise.all(['E6', 'R2'].map(plugIn));
});

describe('fivenines hunt', () => {
  it('finds nothing in the correct Raft', () => {
    const { status, stderr, result, cwd } = hunt(['--runs', '150', '--jobs', '2']);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(result).toMatchObject({ protocol: 'raft', runs: 150, failures: {}, findings: [], interrupted: false });
    expect(result.states).toBeGreaterThan(500);
    expect(readdirSync(join(cwd, 'reports/hunts/raft')).sort()).toEqual(['hunt.json', 'hunt.jsonl']);
  });

  it('finds a planted bug, shrinks it, and writes a scenario that replays it', () => {
    const { status, result, cwd } = hunt(['--runs', '64', '--jobs', '2', ...broken('E6')]);
    expect(status).toBe(1);
    const [finding] = result.findings;
    expect(finding.property).toBe('leader-completeness');
    expect(finding.decisions).toBeLessThanOrEqual(4);
    for (const end of ['yaml', 'txt', 'html']) {
      expect(existsSync(join(cwd, finding.file.replace(/yaml$/, end)))).toBe(true);
    }
    const again = fivenines(['run', finding.file, '--json', '--no-report', ...broken('E6').slice(0, 2)], { cwd });
    expect(again.status).toBe(1);
    expect(JSON.parse(again.stdout).violations[0]).toMatchObject({
      ...{ property: finding.property, detail: finding.detail, atSeconds: finding.atSeconds },
    });
  });

  it('finds the same, however many threads look', () => {
    const [one, two] = ['1', '2'].map((jobs) =>
      hunt(['--runs', '256', '--seed', '5', '--jobs', jobs, ...broken('R2')]),
    );
    const essence = ({ failures, findings, states }: HuntResult) => ({
      ...{ failures, states },
      findings: findings.map(({ property, shape, decisions }) => [property, shape, decisions].join()).sort(),
    });
    expect(one.result.failures['monotonic-commit']).toBeGreaterThan(3);
    expect(essence(two.result)).toEqual(essence(one.result));
  });

  it('stops after the first finding if that is enough', () => {
    const { result } = hunt(['--runs', '100000', '--stop-after', '1', '--jobs', '2', ...broken('R2')]);
    expect(result.runs).toBeLessThan(2000);
    expect(result.findings.length).toBeGreaterThanOrEqual(1);
  });

  it('loses no finding when it is killed, and goes on from there', async () => {
    const cwd = folderWith({ 'raft.yaml': HUNT });
    const journal = join(cwd, 'reports/hunts/raft/hunt.jsonl');
    const args = ['hunt', 'raft.yaml', '--jobs', '1', '--runs', '100000', ...broken('R2')];
    const child = spawn(process.execPath, [MAIN, ...args], { cwd, stdio: 'ignore' });
    const lines = (): string[] => (existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').slice(1, -1) : []);
    const of = (type: string) => lines().filter((line) => line.startsWith(`{"type":"${type}"`));
    const runs = (): number => (JSON.parse(of('progress').at(-1) ?? '{"runs":0}') as { runs: number }).runs;
    await until(() => of('finding').length > 0 && runs() > 0);
    const end = ended(child);
    child.kill('SIGKILL');
    await end;
    const more = runs() + 20;
    const { status, result } = hunt(['--resume', '--runs', String(more), '--jobs', '2', ...broken('R2')], cwd);
    expect(status).toBe(1);
    expect(result.runs).toBe(more);
    expect(result.findings.map(({ property }) => property)).toContain('monotonic-commit');
  });

  it('keeps what it found when it is interrupted, and exits with 130', async () => {
    const cwd = folderWith({ 'raft.yaml': HUNT });
    const journal = join(cwd, 'reports/hunts/raft/hunt.jsonl');
    const args = ['hunt', 'raft.yaml', '--jobs', '1', '--time', '10min', ...broken('R2')];
    const child = spawn(process.execPath, [MAIN, ...args], { cwd, stdio: 'ignore' });
    await until(() => existsSync(journal) && readFileSync(journal, 'utf8').includes('"type":"finding"'));
    const end = ended(child);
    child.kill('SIGINT');
    expect(await end).toBe(130);
    const result = JSON.parse(readFileSync(join(cwd, 'reports/hunts/raft/hunt.json'), 'utf8')) as HuntResult;
    expect(result.interrupted).toBe(true);
    expect(result.findings.length).toBeGreaterThan(0);
    expect(existsSync(join(cwd, result.findings[0].file))).toBe(true);
  });

  it('says what is wrong with a call', () => {
    expect(hunt(['--protocol', 'raf']).stderr).toContain('did you mean raft?');
    expect(hunt(['--time', 'soon']).stderr).toContain('--time');
    expect(hunt(['--runs', '0']).stderr).toContain('--runs');
    expect(fivenines(['hunt', 'none.yaml']).status).toBe(2);
    expect(hunt(['--protocol', 'raf']).status).toBe(2);
  });
});
