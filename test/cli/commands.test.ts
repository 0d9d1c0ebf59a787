import { describe, expect, it } from 'vitest';
import { fivenines, folderWith, SMALL } from './fivenines.ts';

describe('fivenines', () => {
  it.each(['run', 'compare', 'validate', 'list', 'schema'])('%s --help shows an example', (command) => {
    const { status, stdout } = fivenines([command, '--help']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/Examples:\n.*fivenines/s);
  });

  it('--version prints the version', () => {
    expect(fivenines(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('validate accepts a good file and refuses a bad one, also as JSON', () => {
    const cwd = folderWith({ 'good.yaml': SMALL, 'bad.yaml': 'name: bad\nduraton: 3s\n' });
    expect(fivenines(['validate', 'good.yaml'], { cwd })).toMatchObject({ status: 0, stdout: 'good.yaml: valid\n' });
    const bad = fivenines(['validate', 'good.yaml', 'bad.yaml'], { cwd });
    expect(bad.status).toBe(2);
    expect(bad.stderr).toMatch(/bad\.yaml:2:1: .*duraton/);
    const json = fivenines(['validate', 'bad.yaml', '--json'], { cwd });
    expect(json.status).toBe(2);
    const [outcome] = JSON.parse(json.stdout) as { valid: boolean; problems: { line: number }[] }[];
    expect(outcome.valid).toBe(false);
    expect(outcome.problems.map(({ line }) => line)).toContain(2);
  });

  it('validate --print shows how a scenario was understood, as a scenario', () => {
    const cwd = folderWith({ 'good.yaml': SMALL });
    const { status, stdout, stderr } = fivenines(['validate', '--print', 'good.yaml'], { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^# good\.yaml\nname: /);
    const again = folderWith({ 'good.yaml': stdout });
    expect(fivenines(['validate', '--print', 'good.yaml'], { cwd: again }).stdout).toBe(stdout);
    const [{ printed }] = JSON.parse(fivenines(['validate', '--print', '--json', 'good.yaml'], { cwd }).stdout);
    expect(`# good.yaml\n${printed}`).toBe(stdout);
  });

  it('list knows its topics', () => {
    const all = fivenines(['list']);
    expect(all.status).toBe(0);
    for (const word of ['partition', 'raft', 'lognormal', 'poisson', 'zipf']) expect(all.stdout).toContain(word);
    const faults = fivenines(['list', 'faults']);
    expect(faults.stdout).toMatch(/slow-disk[\s\S]*factor/);
    expect(JSON.parse(fivenines(['list', 'faults', '--json']).stdout)).toBeInstanceOf(Array);
    const typo = fivenines(['list', 'fautls']);
    expect(typo).toMatchObject({
      status: 2,
      stderr: 'fivenines: nothing to list under "fautls": did you mean faults?\n',
    });
  });

  it('schema is a JSON Schema', () => {
    const { status, stdout } = fivenines(['schema']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ type: 'object' });
  });
});
