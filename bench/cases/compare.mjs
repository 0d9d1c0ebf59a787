/** `fivenines compare` as a user waits for it, from the shell to the last file: wall time, on so many worker threads. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

export function run({ jobs, duration }) {
  const out = mkdtempSync(join(tmpdir(), 'fivenines-bench-'));
  const command = [
    'compare',
    at('../scenarios/compare.yaml'),
    '--jobs',
    String(jobs),
    '--set',
    `duration=${duration}s`,
  ];
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(
    process.execPath,
    [at('../../dist/cli/main.js'), ...command, '--out', join(out, 'report')],
    { encoding: 'utf8' },
  );
  const taken = Number(process.hrtime.bigint() - start) / 1e9;
  rmSync(out, { recursive: true });
  if (status !== 0) throw new Error(stderr);
  return { seconds: taken, events: 1 };
}
