import { describe, expect, it } from 'vitest';
import { drawRun } from '../../../src/explore/explain/draw-run.ts';
import { narrate } from '../../../src/explore/explain/narrate.ts';
import type { Observation } from '../../../src/kernel/observation.ts';
import { call, log, machine, message, protocol, run } from './sample-run.ts';

const heartbeats = Array.from({ length: 60 }, (_, i): Observation[] => [
  message(1000 + 10 * i, 'send', 100 + i, [0, 1], { kind: 'raft/heartbeat', term: 1 }),
  message(1001 + 10 * i, 'deliver', 100 + i, [0, 1], { kind: 'raft/heartbeat', term: 1 }),
]).flat();

const recorded = run('election-safety', 'two', [
  ...[0, 1, 2].map((node) => protocol(0, node, { type: 'role', role: 'follower', term: 0 })),
  protocol(100, 0, { type: 'role', role: 'leader', term: 1 }),
  call(200, 'invoke', { id: 1, f: 'write', value: 1 }),
  message(200, 'send', 1, [0, 2], { kind: 'raft/append', term: 1 }),
  message(201, 'deliver', 1, [0, 2], { kind: 'raft/append', term: 1 }),
  message(202, 'send', 2, [2, 0], { kind: 'raft/append-response', term: 1 }),
  message(202, 'drop', 2, [2, 0], { kind: 'raft/append-response', term: 1 }, 'partition'),
  machine(300, 1, 'pause'),
  machine(400, 1, 'resume'),
  machine(500, 2, 'crash'),
  machine(600, 2, 'restart'),
  protocol(600, 2, { type: 'role', role: 'follower', term: 1 }),
  message(700, 'send', 3, [1, 0], { kind: 'raft/vote', term: 1 }),
  ...heartbeats.slice(0, -1),
  log(1591, 1, 'commit', 1),
  ...heartbeats.slice(-1),
]);
const diagram = drawRun(recorded, narrate(recorded));

describe('drawRun', () => {
  it('has the replicas and the clients that called as lanes', () => {
    expect(diagram.lanes).toEqual([
      ...['n1', 'n2', 'n3'].map((name) => ({ name, kind: 'replica' })),
      { name: 'c1', kind: 'client' },
    ]);
  });

  it('has spans of roles without a gap but for crashes, and goes back to the role before a pause', () => {
    const of = (lane: number): string[] =>
      diagram.states
        .filter((span) => span.lane === lane)
        .map(({ state, from, to }) => `${state} ${from / 1000}–${to / 1000}`);
    expect(of(0)).toEqual(['follower 0–100', 'leader 100–1591']);
    expect(of(1)).toEqual(['follower 0–300', 'paused 300–400', 'follower 400–1591']);
    expect(of(2)).toEqual(['follower 0–500', 'down 500–600', 'follower 600–1591']);
  });

  it('knows what became of every message', () => {
    const fates = diagram.messages
      .filter(({ kind }) => kind !== 'raft/heartbeat')
      .map(({ kind, fate }) => [kind, fate]);
    expect(fates).toEqual([
      ['raft/append', 'delivered'],
      ['raft/append-response', 'lost'],
      ['raft/vote', 'under way'],
    ]);
  });

  it('keeps the heartbeats that changed something, and marks the others as routine', () => {
    const beats = diagram.messages.filter(({ kind }) => kind === 'raft/heartbeat');
    expect(beats).toHaveLength(60);
    expect(beats.filter(({ routine }) => !routine).map(({ ended }) => ended)).toEqual([1_591_000]);
  });

  it('leaves a call open that had no answer', () => {
    expect(diagram.calls).toEqual([
      { lane: 3, text: "c1's write of 1 to k1", outcome: 'open', from: 200_000, to: 1_591_000 },
    ]);
  });

  it('ends with the violation, across all lanes', () => {
    expect(diagram.events.at(-1)).toEqual({
      ...{ time: 1_591_000, lane: undefined, tone: 'violation' },
      text: 'election-safety is violated: two',
    });
  });
});
