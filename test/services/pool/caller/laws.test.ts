/** What holds for callers of pools with every balancer, whatever the servers do. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balancingAlgorithms, registerBalancing } from '../../../../src/algorithms/balancing/registry.ts';
import type { RoutingSpec } from '../../../../src/services/pool/pool.ts';
import type { CallPolicy } from '../../../../src/services/retry/call-policy.ts';
import { type CallerWorld, createCallerWorld, type Script } from './caller-world.ts';
import { type Supervision, spiedBalancer } from './spied-balancer.ts';

type Step =
  | { readonly do: 'call'; readonly key: number; readonly session: number; readonly timeout: number }
  | { readonly do: 'run'; readonly milliseconds: number }
  | {
      readonly do: 'disconnect' | 'list' | 'unlist' | 'silence' | 'speak' | 'cut' | 'reach' | 'idle';
      readonly server: number;
    };

interface Behaviour {
  readonly status: 'ok' | 'overload' | 'not-ready' | 'failed' | undefined;
  readonly after: number;
}

interface Case {
  readonly servers: number;
  readonly routing: Partial<RoutingSpec>;
  readonly policy: CallPolicy;
  /** Taken in turn by the requests that arrive. */
  readonly behaviours: readonly Behaviour[];
  readonly steps: readonly Step[];
}

const SERVERS_MAX = 6;
const MS = 1000;
const INSTANCE_TIMERS = 4;
const RETRY_BURST = 10;
const REFUSAL_TIME = 100;

const callStep = fc.record({
  do: fc.constant('call' as const),
  key: fc.nat({ max: 2 ** 32 - 1 }),
  session: fc.integer({ min: -1, max: 5 }),
  timeout: fc.integer({ min: 1, max: 400 * MS }),
});
const steps = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: callStep },
    { weight: 8, arbitrary: fc.record({ do: fc.constant('run' as const), milliseconds: fc.nat({ max: 120 }) }) },
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constantFrom('disconnect', 'list', 'unlist', 'silence', 'speak', 'cut', 'reach', 'idle'),
        server: fc.nat({ max: SERVERS_MAX - 1 }),
      }),
    },
  ),
  { minLength: 10, maxLength: 120, size: 'max' },
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 1 });

const cases: fc.Arbitrary<Case> = fc.record({
  servers: fc.integer({ min: 1, max: SERVERS_MAX }),
  routing: fc.record({
    view: fc.record({ poll: fc.constantFrom(0, 10 * MS, 70 * MS), propagation: fc.constantFrom(0, 25 * MS) }),
    healthChecks: maybe(
      fc.record({
        every: fc.constantFrom(20 * MS, 100 * MS),
        timeout: fc.constantFrom(10 * MS, 30 * MS),
        unhealthyAfter: fc.integer({ min: 1, max: 3 }),
        healthyAfter: fc.integer({ min: 1, max: 3 }),
      }),
    ),
    outlierEjection: maybe(
      fc.record({
        consecutiveFailures: fc.integer({ min: 1, max: 3 }),
        baseTime: fc.constant(80 * MS),
        maxTime: fc.constant(300 * MS),
        maxShare: fc.constantFrom(0, 0.2, 0.34, 0.5, 1),
      }),
    ),
    circuitBreaker: maybe(
      fc.record({
        window: fc.constant(500 * MS),
        minimum: fc.integer({ min: 1, max: 5 }),
        failures: fc.constantFrom(0.3, 0.6, 1),
        open: fc.constant(60 * MS),
        probes: fc.integer({ min: 1, max: 3 }),
        maxInFlight: fc.constantFrom(2, 10, Number.POSITIVE_INFINITY),
      }),
    ),
  }),
  policy: fc.record({
    timeout: fc.constant(300 * MS),
    attemptTimeout: fc.constantFrom(20 * MS, 80 * MS),
    retry: fc.record({
      attempts: fc.integer({ min: 1, max: 4 }),
      backoff: fc.constantFrom({ min: 0, max: 0 }, { min: 5 * MS, max: 40 * MS }),
      budget: fc.constantFrom(0, 0.2, Number.POSITIVE_INFINITY),
    }),
    hedge: maybe(
      fc.record({
        after: fc.constantFrom({ time: 3 * MS }, { time: 30 * MS }, { quantile: 0.7 }),
        budget: fc.constantFrom(0, 0.1, 1),
      }),
    ),
  }),
  behaviours: fc.array(
    fc.record({
      status: fc.constantFrom('ok', 'ok', 'ok', 'overload', 'not-ready', 'failed', undefined),
      after: fc.constantFrom(0, 1, 8, 50, 150),
    }),
    { minLength: 1, maxLength: 20 },
  ),
  steps,
});

let supervision: Supervision = { underWay: new Map() };
const names = [...balancingAlgorithms.keys()];
for (const algorithm of [...balancingAlgorithms.values()]) {
  registerBalancing(spiedBalancer(algorithm, () => supervision));
}

function createWorld(name: string, { servers, routing, policy, behaviours }: Case): CallerWorld {
  supervision = { underWay: new Map() };
  let arrived = 0;
  const script: Script = () => {
    const { status, after } = behaviours[arrived++ % behaviours.length];
    return status === undefined ? undefined : { status, after };
  };
  return createCallerWorld(script, { servers, policy, routing: { ...routing, balancer: `spied-${name}` } });
}

function apply(world: CallerWorld, servers: number, step: Step): void {
  if (step.do === 'call') {
    world.call(step);
    return;
  }
  if (step.do === 'run') {
    world.run(step.milliseconds);
    return;
  }
  const server = step.server % servers;
  if (step.do === 'disconnect') world.disconnect(server);
  else if (step.do === 'idle') world.idle(server);
  else if (step.do === 'silence') world.silent.add(server);
  else if (step.do === 'speak') world.silent.delete(server);
  else if (step.do === 'cut') world.unreachable.add(server);
  else if (step.do === 'reach') world.unreachable.delete(server);
  else world.list(server, step.do === 'list');
}

/** Lets everything come to its end. */
function play(name: string, drawn: Case): CallerWorld {
  const world = createWorld(name, drawn);
  for (const step of drawn.steps) apply(world, drawn.servers, step);
  world.run(1000);
  return world;
}

/** Named by what breaks when one does not hold. */
const LAWS: Readonly<Record<string, (world: CallerWorld, drawn: Case) => void>> = {
  'each call ends once and in time, and leaves nothing behind'(world, { steps: taken }) {
    const calls = taken.filter((step) => step.do === 'call');
    expect(world.ends).toHaveLength(calls.length);
    expect(world.caller.pending()).toBe(0);
    expect([...world.timers.keys()].filter((id) => id >= INSTANCE_TIMERS)).toEqual([]);
    expect(Math.max(0, ...world.delays)).toBeLessThanOrEqual(REFUSAL_TIME);
    for (const [backend, count] of supervision.underWay) expect(`${backend} ${count}`).toBe(`${backend} 0`);
  },

  'attempts, retries and hedges keep to their limits'(world, { policy: { retry, hedge, timeout } }) {
    const count = (event: string): number => world.events.filter((other) => other.event === event).length;
    const calls = world.ends.length;
    for (const { attempts } of world.ends) expect(attempts).toBeLessThanOrEqual(retry.attempts + 1);
    expect(count('retry')).toBeLessThanOrEqual(retry.budget * calls + RETRY_BURST);
    expect(count('hedge')).toBeLessThanOrEqual(Math.min(calls, (hedge?.budget ?? 0) * calls + RETRY_BURST));
    if (hedge === undefined) expect(count('hedge')).toBe(0);
    expect(world.requests.length).toBe(world.ends.reduce((sum, { attempts }) => sum + attempts, 0));
    for (const { request } of world.requests) {
      expect(request.patience).toBeGreaterThanOrEqual(0);
      expect(request.patience).toBeLessThanOrEqual(timeout);
    }
  },

  'requests go to available servers, unless the instance panics, and retries elsewhere if they can'(world, { policy }) {
    for (const { server, usable, before } of world.requests) {
      expect(usable).toContain(server);
      if (usable.length > 1 && policy.hedge === undefined) expect(server).not.toBe(before);
    }
  },

  'no more than their share of servers is ejected'(world, { routing }) {
    for (const { event, ejected, listed } of world.events) {
      if (event !== 'ejected') continue;
      expect(ejected).toBeLessThanOrEqual((routing.outlierEjection?.maxShare ?? 0) * listed + 1e-9);
    }
  },
};

describe('with every balancer, whatever happens', () => {
  it.each(names)('%s', (name) => {
    fc.assert(
      fc.property(cases, (drawn) => {
        const world = play(name, drawn);
        for (const law of Object.values(LAWS)) law(world, drawn);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it.each(names)('%s: the same script gives the same run', (name) => {
    fc.assert(
      fc.property(cases, (drawn) => {
        expect(play(name, drawn).transcript()).toBe(play(name, drawn).transcript());
      }),
      { seed: 2, numRuns: 5 },
    );
  });
});
