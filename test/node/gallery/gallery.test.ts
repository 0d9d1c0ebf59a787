/** `npm run gallery`, as it is built, over a folder with one comparison that works and one that does not. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../../src/compare/comparison.ts';
import { PROJECT, SMALL, temporaryFolder } from '../../cli/fivenines.ts';

const GALLERY = join(PROJECT, 'dist/node/gallery/main.js');
const COMPARE = `compare:
  vary:
    services.store.consensus: [raft, multi-paxos]
  metrics: [availability.time]
  text: Nothing much to see.
`;

function gallery(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'scenarios', 'compare'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, 'scenarios', 'compare', name), text);
  const run = (...more: readonly string[]) =>
    spawnSync(process.execPath, [GALLERY, ...args, ...more], { cwd, encoding: 'utf8' });
  return { cwd, run, ...run() };
}

describe('npm run gallery', () => {
  it('builds what it can, says what failed, and exits with 1', () => {
    const files = {
      'small.yaml': SMALL + COMPARE,
      'broken.yaml': `${SMALL}nonsense: 1\n`,
      'notes.txt': 'not a scenario',
    };
    const { cwd, status, stdout, stderr } = gallery(files, '--quick');
    expect(stderr).toMatch(/^\[1\/2\] broken: FAILED/);
    expect(stderr).toMatch(/\n {4}.*broken\.yaml:\d+:1/);
    expect(stderr).toMatch(/\n\[2\/2\] small: built, \d+ s\n1 of 2 failed: broken\n$/);
    expect(stdout).toBe('Written   reports/gallery/index.html\n');
    expect(status).toBe(1);
    const folder = join(cwd, 'reports/gallery/small');
    expect(readdirSync(join(folder, 'charts')).filter((name) => name.endsWith('.svg')).length).toBeGreaterThan(1);
    const page = readFileSync(join(cwd, 'reports/gallery/index.html'), 'utf8');
    expect(page).toContain('Nothing much to see.');
    expect(page).toContain('nonsense');
    expect(existsSync(join(folder, 'index.html'))).toBe(true);
    const { seeds } = JSON.parse(readFileSync(join(folder, 'comparison.json'), 'utf8')) as Comparison;
    expect(seeds).toHaveLength(3);
  });

  it('exits with 0 when all is well, and goes on with what was run before', () => {
    const { cwd, status, run } = gallery({ 'small.yaml': SMALL + COMPARE });
    expect(status).toBe(0);
    const journal = join(cwd, 'reports/gallery/small/runs.jsonl');
    const before = readFileSync(journal, 'utf8');
    expect(run('--resume').status).toBe(0);
    expect(readFileSync(journal, 'utf8')).toBe(before);
  });

  it('refuses options that it does not have, and folders that are not there', () => {
    const wrong = gallery({}, '--fast');
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toContain('npm run gallery [-- --quick]');
    const missing = gallery({}, '--scenarios', 'elsewhere');
    expect(missing.status).toBe(2);
    expect(missing.stderr).toContain('elsewhere');
    expect(gallery({}).status).toBe(1);
  });
});
