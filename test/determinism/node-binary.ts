/** Other versions of Node, as the npm registry carries them; kept in the system's temporary folder. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export type NodeBinary = { readonly ok: true; readonly file: string } | { readonly ok: false; readonly why: string };

/** `version`: exact, such as `22.23.3`. */
export async function nodeBinary(version: string): Promise<NodeBinary> {
  const cache = join(tmpdir(), 'fivenines-node');
  const file = join(cache, `node-${version}`);
  const starts = async (): Promise<boolean> => (await execute(file, ['--version'])).stdout.trim() === `v${version}`;
  try {
    if (!existsSync(file)) await install(version, cache, file);
    if (await starts()) return { ok: true, file };
    return { ok: false, why: `${file} is another version` };
  } catch (error) {
    return {
      ok: false,
      why: String((error as Error).message)
        .split('\n')
        .slice(0, 2)
        .join(' '),
    };
  }
}

async function install(version: string, cache: string, file: string): Promise<void> {
  mkdirSync(cache, { recursive: true });
  const name = `node-${process.platform}-${process.arch}`;
  const folder = mkdtempSync(join(cache, 'install-'));
  try {
    const flags = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--fetch-retries=0'];
    await execute('npm', ['install', '--prefix', folder, ...flags, `${name}@${version}`], { timeout: 60_000 });
    renameSync(join(folder, 'node_modules', name, 'bin', 'node'), file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
