/** Services that call services: pools a store and other pools. */
import { describe, expect, it } from 'vitest';
import { constantSpec } from '../../../src/core/distributions/distribution.ts';
import { MILLISECOND, SECOND } from '../../../src/core/time.ts';
import type { Observation } from '../../../src/kernel/observation.ts';
import { runScenario } from '../../../src/scenario/run-scenario.ts';
import type { CallSpec, PoolSpec } from '../../../src/services/pool/pool.ts';
import type { PoolRequest } from '../../../src/services/pool/pool-messages.ts';
import type { ReplicatedStoreSpec } from '../../../src/services/service.ts';
import { openClient, poolScenario, poolSpec, type Watched, watched } from './pool-world.ts';

const call = (target: string, changes: Partial<CallSpec> = {}): CallSpec => ({
  target,
  share: 1,
  write: false,
  parallel: false,
  required: true,
  timeout: SECOND,
  attemptTimeout: SECOND,
  retry: { attempts: 1, backoff: { min: 0, max: 0 }, budget: Number.POSITIVE_INFINITY },
  ...changes,
});

/** `web` on n1 calls services named a, b and c on n2 to n4; work of 1 ms each, 0.1 ms of latency, 20 requests a second. */
function mesh(
  calls: readonly CallSpec[],
  changes: Partial<Record<'web' | 'a' | 'b' | 'c', Partial<PoolSpec>>> = {},
  rate = 20,
) {
  const pool = (name: 'web' | 'a' | 'b' | 'c', node: number): PoolSpec => ({
    ...poolSpec(1, { serviceTime: constantSpec(MILLISECOND), concurrency: 100, ...changes[name] }),
    name,
    nodes: [node],
  });
  return poolScenario({
    cores: 4,
    latency: 100,
    pools: [{ ...pool('web', 0), calls }, pool('a', 1), pool('b', 2), pool('c', 3)],
    clients: [openClient(rate, { arrivals: { kind: 'constant', rate }, timeout: 500 * MILLISECOND })],
    seconds: 2,
  });
}

const run = (...args: Parameters<typeof mesh>): Watched => {
  const simulation = watched(mesh(...args), ['attempt', 'operation', 'message', 'instance']);
  simulation.kernel.run(simulation.end);
  return simulation;
};
const arrivals = ({ of }: Watched, service: string): readonly number[] =>
  of('attempt')
    .filter((attempt) => attempt.service === service)
    .map(({ arrivedAt }) => arrivedAt);
const latencies = ({ of }: Watched): Set<number> =>
  new Set(
    of('operation')
      .filter(({ type }) => type === 'ok')
      .map(({ time, invokedAt }) => time - invokedAt),
  );

describe('a server that calls other services', () => {
  it('calls one after the other, or together', () => {
    // 0.2 ms on the way and 1 ms of work in each service.
    expect(latencies(run([call('a'), call('b'), call('c')]))).toEqual(new Set([4 * 1200]));
    expect(latencies(run([call('a'), call('b', { parallel: true }), call('c', { parallel: true })]))).toEqual(
      new Set([2 * 1200]),
    );
    expect(latencies(run([call('a'), call('b', { parallel: true }), call('c')]))).toEqual(new Set([3 * 1200]));
  });

  it('makes a call for a share of the requests, the same for every attempt', () => {
    const w = run([call('a', { share: 0.3 }), call('b', { share: 0 })]);
    expect(arrivals(w, 'b')).toEqual([]);
    expect(arrivals(w, 'a').length).toBeGreaterThan(5);
    expect(arrivals(w, 'a').length).toBeLessThan(20);
    expect(latencies(w)).toEqual(new Set([1200, 2400]));
  });

  it('fails with a required call, not with others', () => {
    const outcomes = (w: Watched): Set<string | undefined> =>
      new Set(
        w
          .of('operation')
          .filter(({ type }) => type !== 'invoke')
          .map(({ type, reason }) => `${type} ${reason}`),
      );
    const broken = { a: { initial: 0 } };
    expect(outcomes(run([call('a')], broken))).toEqual(new Set(['info failed']));
    expect(outcomes(run([call('a', { required: false })], broken))).toEqual(new Set(['ok undefined']));
    // What comes after a failed required call is not made.
    expect(arrivals(run([call('a'), call('b')], broken), 'b')).toEqual([]);
    expect(arrivals(run([call('a'), call('b', { parallel: true })], broken), 'b')).not.toEqual([]);
  });

  it('passes deadlines on: no call outlives the patience of its caller', () => {
    const slow = { a: { serviceTime: constantSpec(300 * MILLISECOND) } };
    const w = run([call('a', { required: false }), call('a', { required: false }), call('b')], slow, 2);
    const patience = w
      .of('message')
      .filter(({ type, message }) => type === 'deliver' && message.kind === 'pool/request')
      .map(({ toNode, message }) => `n${toNode + 1} ${(message as PoolRequest).patience / MILLISECOND}`);
    // 500 ms of the client, less 1 ms of work; then less the first call, which takes 300.2 ms; nothing is left for b.
    expect(new Set(patience)).toEqual(new Set(['n1 500', 'n2 499', 'n2 198.8']));
    expect(arrivals(w, 'b')).toEqual([]);
  });

  it('keeps requests in progress while they call', () => {
    const w = run([call('a')], { web: { concurrency: 1 }, a: { serviceTime: constantSpec(60 * MILLISECOND) } });
    const attempts = w.of('attempt').filter(({ service }) => service === 'web');
    expect(attempts.length).toBeGreaterThan(10);
    for (const { inService } of attempts) expect(inService).toBe(61_200);
    expect(attempts[5].wait).toBeGreaterThan(0);
  });

  it('may be called by whom it calls', () => {
    const scenario = mesh([call('a', { share: 0.5 })], { a: { calls: [call('web', { share: 0.5 })] } });
    const { violations, availability } = runScenario(scenario, 1);
    expect(violations).toEqual([]);
    expect(availability.requests).toBe(1);
  });

  it('takes its client libraries down with it, and up again', () => {
    const simulation = watched(mesh([call('a', { retry: { attempts: 1, backoff: { min: 0, max: 0 }, budget: 1 } })]), [
      'operation',
    ]);
    const { kernel, cluster } = simulation;
    kernel.run(0.5 * SECOND);
    cluster.crash(0);
    kernel.run(0.6 * SECOND);
    cluster.restart(0);
    kernel.run(2 * SECOND);
    const late = simulation.of('operation').filter(({ time, type }) => time > SECOND && type !== 'invoke');
    expect(late.length).toBeGreaterThan(10);
    expect(new Set(late.map(({ type }) => type))).toEqual(new Set(['ok']));
  });

  it('names an unknown service', () => {
    expect(() => run([call('d')])).toThrow('web calls d, which is no pool and no replicated store');
  });
});

describe('a pool in front of a store', () => {
  const scenario = (share: number) => {
    const store: ReplicatedStoreSpec = {
      kind: 'replicated-store',
      name: 'store',
      consensus: 'raft',
      options: {},
      voters: [1, 2, 3],
      learners: [],
      spares: [],
      transport: 'stream',
      requestCost: constantSpec(20),
      messageCost: constantSpec(10),
      queueLimit: 10_000,
      operations: [],
    };
    const reads = call('store', { timeout: 400 * MILLISECOND, attemptTimeout: 200 * MILLISECOND });
    const web = poolSpec(1, {
      serviceTime: constantSpec(MILLISECOND),
      concurrency: 50,
      calls: [reads, { ...reads, write: true, share }],
    });
    return poolScenario({
      cores: 4,
      latency: 100,
      pools: [web],
      clients: [openClient(50, { timeout: SECOND })],
      seconds: 10,
      warmup: 5,
      more: { services: [store], verify: { logs: true, linearizability: false } },
    });
  };

  it('reads and writes, and is as available as the store behind it', () => {
    const served: Observation[] = [];
    const result = runScenario(scenario(0.5), 3, {
      watch: (trace) => {
        trace.subscribe('apply', (observation) => void served.push(observation));
      },
    });
    expect(result?.violations).toEqual([]);
    expect(result?.skippedSeconds).toBe(0);
    expect(result?.availability.requests).toBe(1);
    const written = served.filter((o) => o.kind === 'apply' && o.node === 1 && o.effect === 'new').length;
    expect(written).toBeGreaterThan(200);
    expect(written).toBeLessThan(500);

    const simulation = watched(scenario(0.5), ['operation']);
    simulation.kernel.run(SECOND);
    simulation.cluster.crash(1);
    simulation.cluster.crash(2);
    simulation.kernel.run(4 * SECOND);
    const after = simulation.of('operation').filter(({ time, type }) => time > 2 * SECOND && type !== 'invoke');
    expect(new Set(after.map(({ type, reason }) => `${type} ${reason}`))).toEqual(new Set(['info failed']));
  });
});
