/** How a counterexample reads. */
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../src/scenario/parse-scenario.ts';
import { printScenario } from '../../../src/scenario/print/print-scenario.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';
import { servicesOfKind } from '../../../src/services/services-of-kind.ts';
import { scenarioSource } from '../read-scenario.ts';

const read = (text: string): Scenario => {
  const parsed = parseScenario(scenarioSource('test.yaml', text));
  if (parsed.ok) return parsed.scenario;
  throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
};

const COUNTEREXAMPLE = `# election-safety: n1 and n3 both lead in term 4
#
# fivenines run counterexample.yaml
name: Two leaders in term 4
duration: 6s
warmup: 0s
runs: 1
seed: 1234567

topology:
  nodes: 3
  links: {same-rack: {latency: {uniform: 200us..1.5ms}}}
  node: {disk: {fsync: 1ms}}

services:
  store:
    kind: replicated-store
    consensus: raft
    options: {electionTimeout: 150ms..300ms, heartbeatInterval: 50ms, preVote: false}
    transport: datagram
    operations:
      - {at: 1.5s, transfer-leadership: n2}

clients:
  c1:
    target: store
    operations:
      - {at: 1.203457s, write: k1}
      - {at: 1.3s, read: k1, via: n2}
      - {at: 2s, cas: k1, expected: 3, value: 4}
  probes: {kind: probe, target: store}

faults:
  - {crash: leader of store, at: 1.1s, for: 50ms}
  - {tamper: [n1, n2], messages: raft/vote-response, action: hold, by: 300ms, at: 1.2s, for: 2s}
  - {heal: all, at: 4s}

expect:
  - violations == 0

verify: {logs: true, linearizability: true, liveness: {after: 4s, within: 2s}}
`;

describe('printScenario', () => {
  it('writes a counterexample as one would', () => {
    const comment = 'election-safety: n1 and n3 both lead in term 4\n\nfivenines run counterexample.yaml';
    expect(printScenario(read(COUNTEREXAMPLE), { comment })).toBe(COUNTEREXAMPLE);
  });

  it('takes what would end a comment out of it', () => {
    const scenario = read(COUNTEREXAMPLE);
    const text = printScenario(scenario, { comment: 'a\r\u2028\u0085name: b\u202e' });
    expect(text.startsWith('# a   name: b\nname: Two')).toBe(true);
    expect(read(text)).toEqual(scenario);
  });

  it('refuses what no file can say', () => {
    const scenario = read(COUNTEREXAMPLE);
    expect(() => printScenario({ ...scenario, duration: 0.5 })).toThrow(RangeError);
    const [fault] = scenario.faults;
    expect(() => printScenario({ ...scenario, faults: [{ ...fault, kind: 'quake' }] })).toThrow(/quake/);
    const [service] = servicesOfKind(scenario.services, 'replicated-store');
    expect(() => printScenario({ ...scenario, services: [{ ...service, options: { mood: 1 } }] })).toThrow(/mood/);
  });

  it('says of places what it must', () => {
    const text = `name: Places
duration: 1min

topology:
  zones: {a: {nodes: 3}}
  nodes: {n2: {cores: 1}}

services:
  store: {kind: replicated-store, consensus: raft, voters: [n3, n1, n2]}
`;
    expect(printScenario(read(text))).toBe(text);
    const twoZones = `name: Places
duration: 1min

topology:
  zones: {a: {nodes: 1}, b: {racks: {x: {nodes: 1}, y: {nodes: 1}}}}

services:
  store: {kind: replicated-store, consensus: raft, voters: [n1, n2], learners: n3}

clients:
  probes: {kind: probe, target: store, from: b}
  first:
    target: store
    operations:
      - {at: 1s, read: k1}
  second:
    target: store
    from: b
    operations:
      - {at: 1s, read: 'null', via: n3}
`;
    expect(printScenario(read(twoZones))).toBe(twoZones.replace(', voters: [n1, n2]', ''));
  });

  it('keeps links within a rack apart from those within its zone', () => {
    const links = (text: string): string | undefined =>
      printScenario(read(COUNTEREXAMPLE.replace(/links: .*/, `links: ${text}`))).match(/ {2}links: (.*)/)?.[1];
    for (const same of [
      '{same-zone: {latency: 1ms}}',
      '{same-rack: {latency: 1ms}, same-zone: {loss: 1%}}',
      '{same-rack: {latency: {lognormal: {median: 100us, p99: 500us}}}, same-zone: {loss: 1%}}',
      '{same-rack: {latency: 250us}}',
    ]) {
      expect(links(same)).toBe(same);
    }
    expect(links('{same-rack: {}, same-zone: {loss: 1%}}')).toBe(
      '{same-rack: {latency: {lognormal: {median: 100us, p99: 500us}}}, same-zone: {loss: 1%}}',
    );
  });
});
