import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/measure/result.ts';
import { type Finished, fivenines, folderWith } from '../cli/fivenines.ts';

const scenario = (consensus: string, runs: number): string => `name: small
duration: 20s
warmup: 5s
runs: ${runs}
seed: 7
topology: {nodes: 3}
services:
  store: {kind: replicated-store, consensus: ${consensus}}
clients:
  probes: {kind: probe, target: store, every: 100ms, timeout: 1s}
`;

function verify(plugin: string, runs: number, options: readonly string[] = []): Finished & { readonly cwd: string } {
  const cwd = folderWith({ 'small.yaml': scenario(plugin, runs) });
  const file = join(import.meta.dirname, 'plugins', `${plugin}.mjs`);
  return { cwd, ...fivenines(['run', 'small.yaml', '--plugin', file, '--verify-determinism', ...options], { cwd }) };
}

describe('fivenines run --verify-determinism', () => {
  it('says that the runs repeat, and goes on as ever', () => {
    const { cwd, status, stdout, stderr } = verify('steady', 2);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toContain('Repeated  2 runs in other threads: same fingerprints, same results');
    expect(existsSync(join(cwd, 'reports/small/result.json'))).toBe(true);
  });

  it('keeps standard output to JSON', () => {
    const { status, stdout } = verify('steady', 1, ['--json', '--no-report']);
    expect(status).toBe(0);
    expect((JSON.parse(stdout) as Result).runs.length).toBe(1);
  });

  it('finds the event from which on a random timer makes runs differ', () => {
    const { cwd, status, stdout, stderr } = verify('random-timers', 1);
    expect(status).toBe(70);
    expect(stdout).toBe('');
    expect(existsSync(join(cwd, 'reports/small/result.json'))).toBe(false);
    expect(stderr).toMatch(/^small: seed 7 does not repeat: two runs of it differ$/m);
    expect(stderr).toMatch(/in the result {4}fingerprint: "[0-9a-f]{16}" and "[0-9a-f]{16}"/);
    // Timers wait from the 40th on: what came before agrees, so the first difference is not at the start.
    const number = Number(/first difference event ([\d,]+)/.exec(stderr)?.[1].replaceAll(',', ''));
    expect(number).toBeGreaterThan(20);
    const either = [...stderr.matchAll(/(?:one run|the other) +(.+) \((\d+), (\d+)\) at (-?\d+\.\d{6}) s, n[123]$/gm)];
    expect(either.length).toBe(2);
    // What a person has to see: the same timer at two times, or another event that overtook it.
    expect(either[0].slice(1)).not.toEqual(either[1].slice(1));
    expect(stderr).toMatch(/a fault of the program, or of a plug-in/);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it('finds what a run leaves behind for the next in the same thread, with both payloads', () => {
    const { status, stderr } = verify('global-counter', 2, ['--jobs', '1', '--no-report']);
    expect(status).toBe(70);
    expect(stderr).toMatch(/It shows only after seed 8 has run in the same thread/);
    expect(stderr).toMatch(/2 of 2 seeds differ/);
    const payloads = [...stderr.matchAll(/"kind":"message".*"bytes":(\d+)|^ +….*"bytes":(\d+)/gm)];
    expect(payloads.length).toBe(2);
    const [one, two] = payloads.map((match) => Number(match[1] ?? match[2]));
    expect(two).toBe(one + 1);
  });

  it('does not go with --resume', () => {
    expect(verify('steady', 1, ['--resume'])).toMatchObject({
      status: 2,
      stderr: 'fivenines: --verify-determinism runs every seed twice: leave --resume out\n',
    });
  });
});
