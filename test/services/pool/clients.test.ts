/** Clients whose target is a pool, and pools among the targets of faults. */
import { describe, expect, it } from 'vitest';
import { defaultValues } from '../../../src/core/default-values.ts';
import { constantSpec } from '../../../src/core/distributions/distribution.ts';
import { murmur3 } from '../../../src/core/hash/murmur3.ts';
import { MILLISECOND, SECOND } from '../../../src/core/time.ts';
import type { FaultSpec } from '../../../src/faults/fault.ts';
import { faultKinds } from '../../../src/faults/registry.ts';
import { runScenario } from '../../../src/scenario/run-scenario.ts';
import type { PoolRequest } from '../../../src/services/pool/pool-messages.ts';
import type { ClientSpec } from '../../../src/workload/client.ts';
import { openClient, poolScenario, poolSpec, routing, type Watched, watched } from './pool-world.ts';

const quick = { serviceTime: constantSpec(MILLISECOND) };
const base = openClient(100);

function run(clients: readonly ClientSpec[], pool = poolSpec(2, quick), seconds = 5): Watched {
  const simulation = watched(poolScenario({ pools: [pool], clients, seconds, latency: 500 }), [
    'operation',
    'message',
    'attempt',
  ]);
  simulation.kernel.run(simulation.end);
  return simulation;
}

const requests = ({ of }: Watched): PoolRequest[] =>
  of('message').flatMap(({ type, message }) =>
    type === 'send' && message.kind === 'pool/request' ? [message as PoolRequest] : [],
  );
const outcomes = ({ of }: Watched): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { type, reason } of of('operation')) {
    if (type === 'invoke') continue;
    const name = reason === undefined ? type : `${type} ${reason}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
};

describe('a client of a pool', () => {
  it('says of every request when it was made and how it ended', () => {
    const w = run([base]);
    const operations = w.of('operation');
    const invoked = operations.filter(({ type }) => type === 'invoke');
    expect(invoked.length).toBeGreaterThan(400);
    expect(new Set(invoked.map(({ id }) => id)).size).toBe(invoked.length);
    expect(outcomes(w)).toEqual({ ok: operations.length - invoked.length });
    expect(invoked[3]).toMatchObject({
      service: 'web',
      client: 'users',
      f: 'call',
      zone: 'a',
      probe: false,
      attempts: 1,
    });
    const ended = operations.find(({ id, type }) => id === invoked[3].id && type === 'ok');
    expect(ended).toMatchObject({ invokedAt: invoked[3].time, key: invoked[3].key, user: invoked[3].user });
  });

  it('hashes keys, and names users by their session', () => {
    const w = run([base]);
    const invoked = w.of('operation').filter(({ type }) => type === 'invoke');
    const sent = requests(w);
    expect(sent).toHaveLength(invoked.length);
    expect(sent.map(({ key, session }) => [key, session])).toEqual(
      invoked.map(({ key, user }) => [murmur3(key), user]),
    );
  });

  it('draws priorities', () => {
    const priorities = [
      { priority: 0, share: 0.5 },
      { priority: 7, share: 0.3 },
      { priority: 9, share: 0.2 },
    ];
    const sent = requests(run([{ ...base, priorities }], undefined, 20));
    const share = (of: number): number => sent.filter(({ priority }) => priority === of).length / sent.length;
    for (const { priority, share: expected } of priorities) expect(share(priority)).toBeCloseTo(expected, 1);
    expect(new Set(requests(run([base])).map(({ priority }) => priority))).toEqual(new Set([0]));
  });

  it('deals requests to its balancers at random, and counts as one client', () => {
    const pool = poolSpec(2, { ...quick, routing: routing('round-robin', { instances: 3 }) });
    const w = run([{ ...base, zones: ['a', 'b'] }], pool);
    expect(w.clients[0].processes).toHaveLength(6);
    const senders = new Map<number, number>();
    for (const { type, from, message } of w.of('message')) {
      if (type === 'send' && message.kind === 'pool/request') senders.set(from, (senders.get(from) ?? 0) + 1);
    }
    expect(senders.size).toBe(6);
    const total = [...senders.values()].reduce((sum, count) => sum + count, 0);
    for (const count of senders.values()) expect(count / total).toBeCloseTo(1 / 6, 1);
  });

  it('calls again only when it has its answer, in a closed loop', () => {
    const w = run(
      [{ ...base, kind: 'closed', concurrency: 4, think: constantSpec(8 * MILLISECOND) }],
      poolSpec(4, quick),
      1,
    );
    let open = 0;
    for (const { type } of w.of('operation')) {
      open += type === 'invoke' ? 1 : -1;
      expect(open).toBeLessThanOrEqual(4);
    }
    // A round takes 10 ms, unless two of them meet at a server.
    expect(w.of('operation').length / 2).toBeGreaterThan(300);
    expect(w.of('operation').length / 2).toBeLessThanOrEqual(400);
  });

  it('calls at every tick from every zone, as a probe', () => {
    const probe: ClientSpec = { ...base, kind: 'probe', every: SECOND, timeout: SECOND, zones: ['a', 'b'] };
    const result = runScenario(poolScenario({ pools: [poolSpec(2, quick)], clients: [probe], seconds: 10 }), 1);
    expect(result.availability).toMatchObject({ time: 1, counts: { attempted: 20, ok: 20 } });
  });

  it('tells what was refused from what may have happened', () => {
    const refused = run(
      [base],
      poolSpec(1, { ...quick, queue: { discipline: 'fifo', limit: 0, target: 1, interval: 1 } }),
    );
    expect(Object.keys(outcomes(refused)).sort()).toEqual(['fail overload', 'ok']);
    const nobody = run([base], poolSpec(1, { ...quick, initial: 0 }));
    expect(Object.keys(outcomes(nobody))).toEqual(['fail no-backend']);
    const slow = run(
      [{ ...base, timeout: 20 * MILLISECOND }],
      poolSpec(1, { serviceTime: constantSpec(30 * MILLISECOND) }),
    );
    expect(Object.keys(outcomes(slow))).toEqual(['info timeout']);
    const starting = { readiness: constantSpec(SECOND), length: 0, slowdown: 0 };
    const early = run([base], poolSpec(1, { ...quick, startUp: starting }));
    expect(Object.keys(outcomes(early)).sort()).toEqual(['fail no-backend', 'ok']);
  });

  it('cannot follow a script', () => {
    expect(() => run([{ ...base, kind: 'scripted', operations: [] }])).toThrow(RangeError);
  });
});

describe('faults of a pool', () => {
  const crash: FaultSpec = {
    name: 'crash#1',
    kind: 'crash',
    targets: ['nodes of web'],
    schedule: { type: 'at', times: [SECOND] },
    length: constantSpec(2 * SECOND),
    parameters: defaultValues(faultKinds.get('crash')?.parameters ?? {}),
  };

  it('strike its servers, wanted or not, and what was there is lost', () => {
    const pool = poolSpec(3, { serviceTime: constantSpec(15 * MILLISECOND), initial: 2, transport: 'datagram' });
    const scenario = poolScenario({
      pools: [pool],
      clients: [{ ...base, timeout: SECOND }],
      seconds: 6,
      more: { faults: [crash] },
    });
    const result = runScenario(scenario, 1);
    expect(result.violations).toEqual([]);
    const { counts } = result.pools?.web ?? { counts: undefined };
    expect(counts?.lost).toBeGreaterThan(0);
    // Nothing is answered in 2 of 6 seconds.
    expect(result.availability.requests).toBeCloseTo(2 / 3, 1);
    expect(result.load.web.map(({ onShare }) => onShare?.toFixed(2))).toEqual(['0.67', '0.67', '0.00']);
  });
});
