/**
 * A caller of a pool against scripted servers: a clock, timers and a transcript, nothing else. Messages take 1 ms each way
 * unless the script says otherwise.
 */

import { balancingAlgorithms } from '../../../../src/algorithms/balancing/registry.ts';
import type { Environment, Message, ProcessId } from '../../../../src/algorithms/environment.ts';
import { defaultValues } from '../../../../src/core/default-values.ts';
import { constantSpec } from '../../../../src/core/distributions/distribution.ts';
import { randomStream } from '../../../../src/core/random/random-stream.ts';
import { MILLISECOND } from '../../../../src/core/time.ts';
import type { PoolCall } from '../../../../src/services/pool/caller/pool-call.ts';
import { createPoolCaller } from '../../../../src/services/pool/caller/pool-caller.ts';
import type { PoolSpec, RoutingSpec } from '../../../../src/services/pool/pool.ts';
import type { PoolMessage, PoolRequest, PoolResponse } from '../../../../src/services/pool/pool-messages.ts';
import type { PoolView } from '../../../../src/services/pool/pool-view.ts';
import type { CallPolicy } from '../../../../src/services/retry/call-policy.ts';

/** Called with every request that reaches a server; undefined: it never answers. */
export type Script = (
  request: PoolRequest,
  server: number,
  milliseconds: number,
) => { readonly status?: PoolResponse['status']; readonly after?: number } | undefined;

interface Pending {
  readonly at: number;
  readonly order: number;
  run(): void;
}

export interface WorldOptions {
  readonly servers?: number;
  readonly routing?: Partial<RoutingSpec>;
  readonly policy?: Partial<CallPolicy>;
  readonly seed?: number;
  /** Servers listed at the start; absent: all. */
  readonly listed?: readonly number[];
}

export interface SentRequest {
  readonly server: number;
  readonly at: number;
  readonly request: PoolRequest;
  /** Servers that might get it: the available ones, or all that are listed if those are fewer than half of them. */
  readonly usable: readonly number[];
  /** To which the call had sent its request before; −1 for none. */
  readonly before: number;
}

export interface RoutingEvent {
  readonly event: string;
  readonly server?: number;
  readonly at: number;
  /** Servers ejected, with this event, and servers listed. */
  readonly ejected: number;
  readonly listed: number;
}

const CALLER = 1000;
const FIRST_SERVER = 10;

export function createCallerWorld(script: Script, options: WorldOptions = {}) {
  const { servers: count = 3, seed = 1 } = options;
  let now = 0;
  let order = 0;
  let queue: Pending[] = [];
  const transcript: string[] = [];
  const requests: SentRequest[] = [];
  const cancels: { readonly server: number; readonly call: number; readonly attempt: number }[] = [];
  const ends: { readonly outcome: string; readonly attempts: number; readonly lost: boolean }[] = [];
  /** By how much each call has outlasted its deadline. */
  const delays: number[] = [];
  const events: RoutingEvent[] = [];
  const unhealthy = new Set<number>();
  const ejected = new Set<number>();
  const lastServer = new Map<number, number>();
  const timers = new Map<number, Pending>();
  const listed = new Set(options.listed ?? Array.from({ length: count }, (_, server) => server));
  const silent = new Set<number>();
  const unreachable = new Set<number>();
  const loads = new Array<number>(count).fill(0);
  let changed: (server: number) => void = () => {};

  const schedule = (delay: number, run: () => void): Pending => {
    const event = { at: now + delay, order: order++, run };
    queue.push(event);
    return event;
  };
  const cancel = (event: Pending | undefined): void => {
    queue = queue.filter((other) => other !== event);
  };
  const log = (line: string): void => {
    transcript.push(`${(now / 1000).toFixed(0).padStart(5)} ${line}`);
  };

  function usable(): number[] {
    const all = [...listed];
    const available = all.filter((server) => !unhealthy.has(server) && !ejected.has(server));
    return available.length * 2 < all.length ? all : available;
  }

  function note(event: string, server?: number): void {
    if (server !== undefined) {
      const [set, add] = /ejected|returned/.test(event)
        ? [ejected, event === 'ejected']
        : [unhealthy, event === 'unhealthy'];
      if (set.has(server) === add) throw new Error(`${event} again`);
      if (add) set.add(server);
      else set.delete(server);
    }
    events.push({ event, server, at: now, ejected: ejected.size, listed: listed.size });
    log(`${event}${server === undefined ? '' : ` s${server}`}`);
  }

  const environment: Environment<Message, unknown> = {
    self: CALLER,
    now: () => now,
    wallClock: () => now,
    random: () => 0.5,
    setTimer(id, delay) {
      if (!(delay >= 0)) throw new RangeError(`timer ${id} in ${delay}`);
      cancel(timers.get(id));
      timers.set(
        id,
        schedule(delay, () => {
          timers.delete(id);
          caller.timeout(id);
        }),
      );
    },
    cancelTimer(id) {
      cancel(timers.get(id));
      timers.delete(id);
    },
    send(to, sent) {
      const server = to - FIRST_SERVER;
      const message = sent as PoolMessage;
      if (message.kind === 'pool/cancel') {
        cancels.push({ server, call: message.call, attempt: message.attempt });
        log(`→ s${server} cancel #${message.call} attempt ${message.attempt}`);
      } else if (message.kind === 'pool/health-check') {
        if (silent.has(server)) return;
        schedule(2 * MILLISECOND, () => caller.receive(to, { kind: 'pool/healthy' }));
      } else if (message.kind === 'pool/request') {
        requests.push({
          server,
          at: now,
          request: message,
          usable: usable(),
          before: lastServer.get(message.call) ?? -1,
        });
        lastServer.set(message.call, server);
        log(`→ s${server} #${message.call} attempt ${message.attempt} (${message.patience / 1000} ms)`);
        schedule(MILLISECOND, () => {
          const reply = silent.has(server) ? undefined : script(message, server, now / 1000);
          if (reply === undefined) return;
          const { call, attempt } = message;
          const { status = 'ok', after = 1 } = reply;
          schedule(after * MILLISECOND, () => {
            log(`← s${server} #${call} attempt ${attempt} ${status}`);
            caller.receive(to, { kind: 'pool/response', call, attempt, status } as PoolResponse);
          });
        });
      }
    },
    storage: { append() {}, rewrite() {}, sync() {} },
    observe() {},
    halt() {},
  };

  const balancer = options.routing?.balancer ?? 'round-robin';
  const routing: RoutingSpec = {
    instances: 1,
    view: { poll: 0, propagation: 0 },
    discovery: 0,
    ...options.routing,
    balancer,
    options: {
      ...defaultValues(balancingAlgorithms.get(balancer)?.options ?? {}),
      ...(balancer === 'round-robin' ? { start: 'first' } : {}),
      ...options.routing?.options,
    },
  };
  const policy: CallPolicy = {
    timeout: 1000 * MILLISECOND,
    attemptTimeout: 200 * MILLISECOND,
    retry: { attempts: 3, backoff: { min: 0, max: 0 }, budget: Number.POSITIVE_INFINITY },
    ...options.policy,
  };
  const pool: PoolView = {
    name: 'web',
    spec: poolSpec(count, routing),
    servers: Array.from({ length: count }, (_, server) => ({
      process: FIRST_SERVER + server,
      node: server,
      name: `n${server}`,
      zone: 'ab'[server % 2],
      weight: 1 + (server % 2),
    })),
    listed: (server) => listed.has(server),
    onListed(_caller, tell) {
      changed = tell;
    },
    load: (server) => loads[server],
    addCaller() {},
  };
  const caller = createPoolCaller(
    environment,
    {
      pool,
      routing,
      policy,
      zone: 'a',
      reachable: (server) => !unreachable.has(server),
      random: {
        balancer: randomStream(seed, 'balancer'),
        backoff: randomStream(seed, 'backoff'),
        phase: randomStream(seed, 'phase'),
      },
    },
    { event: note },
  );
  caller.start({ records: [], integrity: 'clean' });

  const run = (milliseconds = 10_000): void => {
    const end = now + milliseconds * MILLISECOND;
    for (;;) {
      queue.sort((a, b) => a.at - b.at || a.order - b.order);
      const next = queue[0];
      if (next === undefined || next.at > end) break;
      queue.shift();
      now = next.at;
      next.run();
    }
    now = end;
  };

  return {
    caller,
    run,
    requests,
    cancels,
    ends,
    delays,
    events,
    loads,
    silent,
    unreachable,
    listed,
    timers,
    now: (): number => now,
    /** Makes a call and logs its end. */
    call(call: Partial<PoolCall> = {}, then: () => void = () => {}): void {
      let ended = false;
      const deadline = now + Math.min(policy.timeout, call.timeout ?? policy.timeout);
      const request = { key: 0, session: -1, priority: 0, work: MILLISECOND, timeout: policy.timeout, ...call };
      log('call');
      let calling = true;
      caller.call(request, (outcome, attempts, lost) => {
        if (ended) throw new Error('ended twice');
        if (calling) throw new Error('ended within the call');
        ended = true;
        ends.push({ outcome, attempts, lost });
        delays.push(now - deadline);
        log(`${outcome} after ${attempts}${lost ? ', lost' : ''}`);
        then();
      });
      calling = false;
    },
    list(server: number, is: boolean): void {
      if (is) listed.add(server);
      else listed.delete(server);
      log(`s${server} ${is ? 'listed' : 'unlisted'}`);
      changed(server);
    },
    idle: (server: number): void => caller.receive(FIRST_SERVER + server, { kind: 'pool/idle' }),
    disconnect: (server: number): void => caller.disconnected?.((FIRST_SERVER + server) as ProcessId),
    /** By server, what it got. */
    tally: (): number[] =>
      Array.from({ length: count }, (_, server) => requests.filter((sent) => sent.server === server).length),
    transcript: (): string => `\n${transcript.join('\n')}\n`,
  };
}

export type CallerWorld = ReturnType<typeof createCallerWorld>;

const poolSpec = (servers: number, routing: RoutingSpec): PoolSpec => ({
  kind: 'pool',
  name: 'web',
  nodes: Array.from({ length: servers }, (_, node) => node),
  weights: Array.from({ length: servers }, (_, server) => 1 + (server % 2)),
  initial: servers,
  transport: 'stream',
  serviceTime: constantSpec(MILLISECOND),
  concurrency: 1,
  queue: { discipline: 'fifo', limit: 100, target: 0, interval: 0 },
  dropExpired: false,
  startUp: { readiness: constantSpec(0), length: 0, slowdown: 0 },
  drain: 0,
  calls: [],
  routing,
  releases: [],
  requestBytes: 100,
  responseBytes: 100,
});
