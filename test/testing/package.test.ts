/** What is built can be used from a folder elsewhere, as an installed package is. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as testing from '../../src/testing/index.ts';
import { PROJECT, temporaryFolder } from '../cli/fivenines.ts';

function installed(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(PROJECT, join(folder, 'node_modules/fivenines'));
  writeFileSync(join(folder, 'package.json'), '{"name": "elsewhere"}');
  return folder;
}

const node = (script: string, cwd: string): string => {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd,
    encoding: 'utf8',
  });
  return stdout + stderr;
};

describe('fivenines/testing', () => {
  it('is there from elsewhere, with the same exports', () => {
    const names = node("console.log(Object.keys(await import('fivenines/testing')).sort().join())", installed());
    expect(names.trim()).toBe(Object.keys(testing).sort().join());
  });

  it('shares its registry with fivenines/algorithms', () => {
    const script = `
      import { raft } from 'fivenines/algorithms';
      import { checkCluster, planOf, runCluster } from 'fivenines/testing';
      checkCluster(raft, { numRuns: 5 });
      console.log(runCluster(raft, planOf(raft)).violations.length);`;
    expect(node(script, installed())).toBe('0\n');
  });
});
