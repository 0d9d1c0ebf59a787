import { describe, expect, it } from 'vitest';
import { constantSpec } from '../../src/core/distributions/distribution.ts';
import { MILLISECOND, SECOND } from '../../src/core/time.ts';
import type { OperationObservation } from '../../src/kernel/observation.ts';
import type { ClientSpec } from '../../src/workload/client.ts';
import { CLIENT_BASE, completions, createStoreWorld, type StoreWorldOptions } from './store-world.ts';

const zones = ['a', 'b', 'c'];
const web: ClientSpec = { ...CLIENT_BASE, name: 'web', kind: 'open', zones, arrivals: { kind: 'poisson', rate: 100 } };
const probes: ClientSpec = { ...CLIENT_BASE, name: 'probes', kind: 'probe', zones, every: 250 * MILLISECOND };

const run = (options: StoreWorldOptions, until: number) => {
  const world = createStoreWorld(options);
  world.kernel.run(until);
  return world;
};

const endedSince = (operations: readonly OperationObservation[], time: number) =>
  completions(operations).filter(({ invokedAt }) => invokedAt >= time);

const count = (operations: readonly OperationObservation[], type: string) =>
  operations.filter((operation) => operation.type === type).length;

/**
 * What must hold of one register, and can be told without a search, since every written value is unique: a read
 * returns a value whose write was invoked before the read ended and was not certainly overwritten before the read
 * began (no other acknowledged write lies wholly between the two).
 */
function staleOrUnwritten(operations: readonly OperationObservation[]): string[] {
  const byKey = new Map<string, OperationObservation[]>();
  for (const operation of operations) {
    const list = byKey.get(operation.key);
    if (list === undefined) byKey.set(operation.key, [operation]);
    else list.push(operation);
  }
  const wrong: string[] = [];
  for (const history of byKey.values()) {
    const ended = completions(history);
    const writes = ended.filter(({ f, type }) => f === 'write' && type === 'ok');
    const invoked = new Map(history.filter(({ type }) => type === 'invoke').map((write) => [write.value, write]));
    for (const read of ended.filter(({ f, type }) => f === 'read' && type === 'ok')) {
      const source = invoked.get(read.value);
      const acknowledged = writes.find(({ value }) => value === read.value);
      const from = read.value === null ? -1 : (acknowledged?.time ?? Number.POSITIVE_INFINITY);
      const overwritten = writes.some((write) => write.invokedAt > from && write.time < read.invokedAt);
      if (read.value !== null && (source === undefined || source.time > read.time)) wrong.push(`${read.id}: unwritten`);
      if (overwritten) wrong.push(`${read.id}: stale`);
    }
  }
  return wrong;
}

/** Positions at which two replicas applied different commands. */
function disagreements({ applied }: ReturnType<typeof createStoreWorld>): number {
  const agreed = new Map<number, string>();
  let different = 0;
  for (const { index, term, digest } of applied) {
    const entry = `${term}/${digest}`;
    const known = agreed.get(index);
    if (known === undefined) agreed.set(index, entry);
    else if (known !== entry) different++;
  }
  return different;
}

function expectSane(world: ReturnType<typeof createStoreWorld>): void {
  expect(staleOrUnwritten(world.operations)).toEqual([]);
  expect(disagreements(world)).toBe(0);
  const invoked = world.operations.filter(({ type }) => type === 'invoke');
  expect(new Set(invoked.map(({ id }) => id)).size).toBe(invoked.length);
  const ended = completions(world.operations);
  expect(new Set(ended.map(({ id }) => id)).size).toBe(ended.length);
}

describe('a replicated store on Raft', () => {
  it('answers every request while nothing breaks', () => {
    const world = run({ clients: [web] }, 20 * SECOND);
    const ended = endedSince(world.operations, 5 * SECOND);
    expect(ended.length).toBeGreaterThan(1300);
    expect(count(ended, 'ok')).toBe(ended.length);
    expect(world.clients[0].pending() + world.store.pending()).toBeLessThan(10);
    expectSane(world);
    const total = [...world.served.values()].reduce((a, b) => a + b);
    expect(total).toBeGreaterThanOrEqual(count(completions(world.operations), 'ok'));
    expect(world.served.get(world.store.leader() ?? -1)).toBe(total);
  });

  it('holds an acknowledged write where its position says', () => {
    const world = run({ clients: [web] }, 10 * SECOND);
    const entries = new Map(world.applied.map(({ index, term, digest }) => [`${index}/${term}`, digest]));
    const writes = completions(world.operations).filter(({ f, type }) => f === 'write' && type === 'ok');
    expect(writes.length).toBeGreaterThan(300);
    const missing = writes.filter(({ position }) => !entries.get(`${position?.index}/${position?.term}`));
    expect(missing).toEqual([]);
  });

  it.each([1, 2, 3])('loses its leader and recovers (seed %i)', (seed) => {
    const world = createStoreWorld({ seed, clients: [web, probes] });
    world.kernel.run(10 * SECOND);
    const old = world.store.leader();
    expect(old).toBeDefined();
    world.cluster.crash(old ?? -1);
    world.kernel.run(20 * SECOND);
    expect(world.store.leader()).toBeDefined();
    expect(world.store.leader()).not.toBe(old);
    world.cluster.restart(old ?? -1);
    world.kernel.run(30 * SECOND);
    const late = endedSince(world.operations, 15 * SECOND).filter(({ invokedAt }) => invokedAt < 28 * SECOND);
    expect(count(late, 'ok')).toBe(late.length);
    expect(count(endedSince(world.operations, 10 * SECOND), 'ok')).toBeLessThan(
      endedSince(world.operations, 10 * SECOND).length,
    );
    expectSane(world);
    const indexOf = (node: number) => world.store.status(node)?.appliedIndex ?? -1;
    expect(indexOf(old ?? -1)).toBeGreaterThan(indexOf(world.store.leader() ?? -1) - 100);
  });

  it('applies a write once, however often clients repeat it', () => {
    const appends: ClientSpec = {
      ...CLIENT_BASE,
      name: 'web',
      kind: 'open',
      zones,
      arrivals: { kind: 'poisson', rate: 50 },
      keys: { kind: 'uniform', count: 1 },
      mix: { append: 0.9, read: 0.1 },
      attemptTimeout: 4 * MILLISECOND,
    };
    const world = createStoreWorld({ seed: 4, clients: [appends] });
    for (let second = 3; second < 15; second += 4) {
      world.kernel.run(second * SECOND);
      world.cluster.crash(world.store.leader() ?? 0);
      world.kernel.run((second + 3) * SECOND);
      for (let node = 0; node < 3; node++) world.cluster.restart(node);
    }
    world.kernel.run(25 * SECOND);
    const ended = completions(world.operations);
    expect(ended.filter(({ f, attempts }) => f === 'append' && attempts > 1).length).toBeGreaterThan(20);
    const lists = ended.filter(({ f, type, value }) => f === 'read' && type === 'ok' && value !== null);
    const last = lists.at(-1)?.value as readonly number[];
    expect(new Set(last).size).toBe(last.length);
    const read = lists.at(-1)?.invokedAt ?? 0;
    const acknowledged = ended.filter(({ f, type, time }) => f === 'append' && type === 'ok' && time < read);
    expect(acknowledged.length).toBeGreaterThan(100);
    expect(acknowledged.filter(({ value }) => !last.includes(value as number))).toEqual([]);
    const failed = ended.filter(({ f, type }) => f === 'append' && type === 'fail');
    expect(failed.filter(({ value }) => last.includes(value as number))).toEqual([]);
  });

  it('cut off from its majority, neither reads nor writes, and says so', () => {
    const world = createStoreWorld({ clients: [{ ...web, zones: ['a'] }] });
    world.kernel.run(10 * SECOND);
    const others = [0, 1, 2];
    for (const node of others) {
      const rest = others.filter((other) => other !== node);
      world.cluster.impair({ from: [node], to: rest, blocked: true });
    }
    world.kernel.run(20 * SECOND);
    const cut = endedSince(world.operations, 10 * SECOND);
    expect(cut.length).toBeGreaterThan(500);
    expect(count(cut, 'ok')).toBe(0);
    expect(cut.filter(({ f, type }) => f === 'read' && type === 'info')).toEqual([]);
    expectSane(world);
  });

  it('refuses requests when the CPU queue is full', () => {
    const burst: ClientSpec = { ...web, arrivals: { kind: 'poisson', rate: 2000 } };
    const store = { requestCost: constantSpec(2 * MILLISECOND), queueLimit: 20 };
    const world = run({ clients: [burst], store }, 4 * SECOND);
    const late = endedSince(world.operations, 2.5 * SECOND);
    // Two cores at 2 ms a request carry 1000/s, less what the protocol takes.
    expect(count(late, 'ok')).toBeGreaterThan(500);
    expect(late.filter(({ reason }) => reason === 'overload').length).toBeGreaterThan(200);
    expectSane(world);
  });

  it('carries out the orders of its operator', () => {
    const world = run(
      {
        servers: 5,
        clients: [probes],
        store: {
          voters: [0, 1, 2],
          spares: [3, 4],
          operations: [
            { at: 5 * SECOND, type: 'add-voter', node: 3 },
            { at: 8 * SECOND, type: 'remove', node: 0 },
            { at: 11 * SECOND, type: 'transfer-leadership', node: 3 },
            { at: 15 * SECOND, type: 'replace', voters: [2, 3, 4], learners: [1] },
          ],
        },
      },
      25 * SECOND,
    );
    const leader = world.store.leader() ?? -1;
    const { membership } = world.store.status(leader) ?? { membership: undefined };
    expect([...(membership?.voters ?? [])].sort()).toEqual([2, 3, 4]);
    expect(membership?.learners).toEqual([1]);
    const late = endedSince(world.operations, 20 * SECOND).filter(({ invokedAt }) => invokedAt < 24 * SECOND);
    expect(late.length).toBe(48);
    expect(count(late, 'ok')).toBe(48);
    expectSane(world);
  });

  it('is the same for the same seed, watched or not, and another for another', () => {
    const fingerprint = (seed: number, watched = true) =>
      run({ seed, clients: [web, probes], watched }, 5 * SECOND).kernel.fingerprint.toString();
    expect(fingerprint(1)).toBe(fingerprint(1));
    expect(fingerprint(1, false)).toBe(fingerprint(1));
    expect(fingerprint(1)).not.toBe(fingerprint(2));
  });

  it('is called by a closed loop as fast as it answers, and never by more than its callers', () => {
    const think = { kind: 'exponential', mean: 5 * MILLISECOND } as const;
    const batch: ClientSpec = { ...CLIENT_BASE, name: 'batch', kind: 'closed', zones, concurrency: 8, think };
    const { operations } = run({ clients: [batch] }, 10 * SECOND);
    let inFlight = 0;
    let most = 0;
    for (const { type } of operations) {
      inFlight += type === 'invoke' ? 1 : -1;
      most = Math.max(most, inFlight);
    }
    expect(most).toBe(8);
    // Little's law: callers = rate · (time to answer + time to think), over the last five seconds.
    const late = endedSince(operations, 5 * SECOND);
    const sojourn = late.reduce((sum, { time, invokedAt }) => sum + time - invokedAt, 0) / late.length;
    const rate = late.length / (5 * SECOND);
    expect(Math.abs((rate * (sojourn + 5 * MILLISECOND)) / 8 - 1)).toBeLessThan(0.05);
  });

  it('does not disturb arrivals: the same calls whatever breaks (common random numbers)', () => {
    const calls = (crash: boolean) => {
      const world = createStoreWorld({ clients: [web] });
      world.kernel.run(5 * SECOND);
      if (crash) world.cluster.crash(world.store.leader() ?? 0);
      world.kernel.run(10 * SECOND);
      return world.operations
        .filter(({ type }) => type === 'invoke')
        .map(({ time, id, user, f, key, value }) => ({ time, id, user, f, key, value }));
    };
    expect(calls(true)).toEqual(calls(false));
  });

  it('cannot be installed with an unknown protocol, or an operator who knows other nodes', () => {
    expect(() => createStoreWorld({ clients: [web], store: { consensus: 'rafft' } })).toThrow(/rafft/);
    const operations = [{ at: 0, type: 'remove', node: 2 }] as const;
    expect(() => createStoreWorld({ clients: [web], store: { voters: [0, 1], operations } })).toThrow(
      /no replica on n3/,
    );
  });
});
