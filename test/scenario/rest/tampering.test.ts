/** While single messages are meddled with, or one of them is still under way, no calendar is skipped. */
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../src/scenario/parse-scenario.ts';
import { runScenario } from '../../../src/scenario/run-scenario.ts';

const HOUR = 3600;

/** Hours simulated of a quarter of a day; `fault` begins after one hour. */
function simulatedHours(fault: string): number {
  const text = `
name: tampering at rest
duration: 6h
topology: {nodes: 3}
services: {store: {kind: replicated-store, consensus: raft, options: {heartbeatInterval: 500ms}}}
clients: {probes: {kind: probe, target: store, every: 10s}}
faults: [${fault}]
`;
  const parsed = parseScenario({ name: 'test', text, sha256: '' });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  const { skippedSeconds, virtualSeconds, violations } = runScenario(parsed.scenario, 1);
  expect(violations).toEqual([]);
  return (virtualSeconds - skippedSeconds) / HOUR;
}

describe('tampering', () => {
  it('is not at rest while it is in force, whether or not it strikes anything', () => {
    expect(simulatedHours('')).toBeLessThan(0.1);
    const long = simulatedHours('{tamper: [n1, n2], messages: raft/nothing, at: 1h, for: 1h}');
    expect(long).toBeGreaterThan(1);
    expect(long).toBeLessThan(1.1);
  });

  it('is not at rest before what it held up has arrived', () => {
    const held = simulatedHours('{tamper: leader of store, action: hold, by: 1h, at: 1h, for: 5s}');
    expect(held).toBeGreaterThan(1);
    expect(held).toBeLessThan(1.1);
    expect(simulatedHours('{tamper: leader of store, action: drop, by: 1h, at: 1h, for: 5s}')).toBeLessThan(0.1);
  });
});
