/**
 * A retry storm, the standard example of a metastable failure (Bronson, Aghayev, Charapko & Zhu, "Metastable failures in
 * distributed systems", HotOS 2021; Huang et al., "Metastable failures in the wild", OSDI 2022): a pool that carries its
 * load well is slow for ten seconds. Calls time out and are made again, so that the queues stay longer than anybody waits:
 * the servers work on what nobody wants any more, and that goes on when the trigger is long gone.
 */
import { describe, expect, it } from 'vitest';
import { MILLISECOND, SECOND } from '../../../../src/core/time.ts';
import type { RetrySpec } from '../../../../src/services/retry/call-policy.ts';
import { openClient, poolScenario, poolSpec, watched } from '../pool-world.ts';

const SERVERS = 4;
/** Requests per second: 70 % of what the servers can do. */
const RATE = 280;
const TRIGGER = { from: 10, to: 20 };
const END = 80;

/** Calls answered per second of the given seconds, as a share of those made. */
function goodput(retry: Partial<RetrySpec>, dropExpired = false) {
  const users = openClient(RATE, {
    timeout: SECOND,
    attemptTimeout: 250 * MILLISECOND,
    retry: {
      attempts: 4,
      backoff: { min: 10 * MILLISECOND, max: 50 * MILLISECOND },
      budget: Number.POSITIVE_INFINITY,
      ...retry,
    },
  });
  const web = poolSpec(SERVERS, { dropExpired });
  const simulation = watched(poolScenario({ pools: [web], clients: [users], seconds: END }), ['operation', 'routing']);
  const { kernel, cluster } = simulation;
  kernel.run(TRIGGER.from * SECOND);
  const heal = web.nodes.map((node) => cluster.slowCpu(node, 0.2));
  kernel.run(TRIGGER.to * SECOND);
  for (const restore of heal) restore();
  kernel.run(END * SECOND);
  const ok = simulation.of('operation').filter(({ type }) => type === 'ok');
  const retries = simulation.of('routing').filter(({ event }) => event === 'retry');
  const perCall = (times: readonly { readonly time: number }[], from: number, to: number): number =>
    times.filter(({ time }) => time >= from * SECOND && time < to * SECOND).length / (RATE * (to - from));
  return {
    before: perCall(ok, 2, 10),
    during: perCall(ok, 12, 20),
    after: perCall(ok, 60, END),
    retries: perCall(retries, 60, END),
  };
}

describe('a slowdown of ten seconds', () => {
  it('passes when nothing is retried', () => {
    const { before, during, after } = goodput({ attempts: 1 });
    expect(before).toBeGreaterThan(0.97);
    expect(during).toBeLessThan(0.1);
    expect(after).toBeGreaterThan(0.97);
  });

  it('is outlasted by the storm of retries that it sets off', () => {
    const { before, after, retries } = goodput({});
    expect(before).toBeGreaterThan(0.97);
    expect(after).toBeLessThan(0.05);
    expect(retries).toBeGreaterThan(2.5);
  });

  it('is survived with a retry budget of 10 %', () => {
    const { before, after, retries } = goodput({ budget: 0.1 });
    expect(before).toBeGreaterThan(0.97);
    expect(after).toBeGreaterThan(0.97);
    expect(retries).toBeLessThan(0.01);
  });

  it('is survived by servers that drop what nobody waits for', () => {
    expect(goodput({}, true).after).toBeGreaterThan(0.97);
  });
});
