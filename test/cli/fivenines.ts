/** Runs the built command line as a user would. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const PROJECT = resolve(import.meta.dirname, '../..');
export const MAIN = join(PROJECT, 'dist/cli/main.js');

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `cwd` defaults to an empty temporary folder. */
export function fivenines(args: readonly string[], options: { cwd?: string; input?: string } = {}): Finished {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: options.cwd ?? temporaryFolder(),
    input: options.input ?? '',
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { status, stdout, stderr };
}

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'fivenines-'));

/** A scenario that takes a blink. */
export const SMALL = `name: small
duration: 20s
warmup: 5s
runs: 3
seed: 7
topology: {nodes: 3}
services:
  store: {kind: replicated-store, consensus: raft}
clients:
  probes: {kind: probe, target: store, every: 100ms, timeout: 1s}
faults:
  - {crash: leader of store, at: 5s, for: 5s}
expect:
  - violations == 0
`;

/** A folder with the small scenario in it. */
export function folderWith(files: Readonly<Record<string, string>> = { 'small.yaml': SMALL }): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}
