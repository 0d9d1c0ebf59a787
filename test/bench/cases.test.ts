/** The cases of `npm run bench` that have a model: ours and its peers simulate the same one. Speeds are not looked at. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const RUNNER = fileURLToPath(new URL('../../bench/run-case.mjs', import.meta.url));

interface Measurement {
  readonly seconds: number;
  readonly events: number;
  readonly requests?: number;
  readonly sojourn?: number;
  readonly fingerprint?: string;
}

function measure(name: string, parameters: object): Measurement {
  const json = JSON.stringify({ warm: false, repeats: 1, ...parameters });
  const { status, stdout, stderr } = spawnSync(process.execPath, [RUNNER, name, json], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const [measurement]: readonly Measurement[] = JSON.parse(stdout);
  expect(measurement.seconds).toBeGreaterThan(0);
  return measurement;
}

/** In service times: 1/(1 − 0.8), and the supermarket model at 0.9; what a run as short as this allows. */
describe.each([
  [1, 0.8, 5, 0.1],
  [100, 0.9, 2.614, 0.06],
])('%i servers at %f', (servers, load, sojourn, tolerance) => {
  it.each(['fivenines', 'simjs'])('are the same model in %s', (subject) => {
    const { events, ...measured } = measure('pool', { subject, servers, load, requests: 60_000 });
    expect(Math.abs((measured.sojourn ?? 0) / sojourn - 1)).toBeLessThan(tolerance);
    expect(Math.abs((measured.requests ?? 0) / 60_000 - 1)).toBeLessThan(0.02);
    expect(events).toBeGreaterThanOrEqual(2 * (measured.requests ?? 0));
  });
});

describe('the costs of recording', () => {
  it('are counted by the event and by the latency', () => {
    expect(measure('recording', { subject: 'record', count: 100_000 }).events).toBe(100_000);
    expect(measure('recording', { subject: 'event', count: 2000 }).events).toBeGreaterThan(4 * 1900);
  });
});
