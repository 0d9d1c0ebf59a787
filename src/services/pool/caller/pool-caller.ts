/**
 * A caller of a pool: one balancer instance with the client library around it, as a sidecar or a worker of a proxy has
 * them, and all the calls that it has under way.
 *
 * A call is a series of *attempts*. An attempt is a request to the server that the balancer picks, and possibly a hedge: a
 * second request, to another server, when the first takes long. The first good answer ends the call, and the other
 * request is cancelled. An attempt fails when all of its requests have failed, or when its time is over; then comes the
 * next, after a back-off, while attempts, retry budget and deadline allow, on another server if there is one (Envoy's
 * `previous_hosts`). The last attempt has all the time left. Every call has at most one hedge.
 *
 * Servers are told how long the caller waits for an attempt (deadlines are passed on), so that giving up needs no
 * message; answers to what was given up are ignored. Who may get requests is a matter of service discovery, health
 * checks, ejection and panic; whether anything is sent at all, of the circuit breaker.
 */
import type { Balancer, BalancerEnvironment } from '../../../algorithms/balancing/balancer.ts';
import { balancingAlgorithms } from '../../../algorithms/balancing/registry.ts';
import type { Environment, Message, Process, ProcessId } from '../../../algorithms/environment.ts';
import type { Micros } from '../../../core/time.ts';
import { fullJitter } from '../../retry/full-jitter.ts';
import { createRetryBudget, deposit, withdraw } from '../../retry/retry-budget.ts';
import type { HealthCheckSpec } from '../pool.ts';
import { ENVELOPE_BYTES, type PoolMessage, type PoolRequest, type PoolResponse } from '../pool-messages.ts';
import { createAvailability, EJECTED, has, mayGetRequests, setReason, UNHEALTHY, UNLISTED } from './availability.ts';
import { createBackendList, hearOf, refreshList } from './backend-list.ts';
import type { CallerObserver, CallerPlan } from './caller-plan.ts';
import { admits, createCircuitBreaker, record, withdrawn } from './circuit-breaker.ts';
import { type Attempt, createFlight, type Flight } from './flight.ts';
import { countCheck, createHealthChecks, forgetChecks, takeAnswer } from './health-checks.ts';
import { createLatencyWindow, see } from './latency-window.ts';
import { awaken, createLoadView, isAwake, loadOf, poll, takeReports } from './load-view.ts';
import { createOutlierEjection, forgetOutlier, judge, nextReturn, takeReturning } from './outlier-ejection.ts';
import type { PoolCall, PoolCallEnd, PoolOutcome } from './pool-call.ts';

export interface PoolCaller extends Process {
  /** Makes a call; `done` is told its end. */
  call(request: PoolCall, done: PoolCallEnd): void;
  /** Calls under way. */
  pending(): number;
}

/** Timers of the instance; those of the calls follow, by slot. */
const POLL = 0;
const CHECK = 1;
const JUDGE_CHECKS = 2;
const RETURN = 3;
const FIRST_SLOT = 4;

/**
 * How long a caller takes to learn that nothing could be sent: own, the order of a local reply of a proxy. Callers that
 * call again at once would otherwise stop the clock.
 */
const REFUSAL_TIME: Micros = 100;

export function createPoolCaller(
  environment: Environment<Message, unknown>,
  plan: CallerPlan,
  observer: CallerObserver,
): PoolCaller {
  const { pool, routing, policy } = plan;
  const { retry, hedge: hedging } = policy;
  const { servers } = pool;
  const { healthChecks, outlierEjection } = routing;
  const maxInFlight = routing.circuitBreaker?.maxInFlight ?? Number.POSITIVE_INFINITY;
  const pollPhase = plan.random.phase();
  const checkPhase = plan.random.phase();

  const list = createBackendList(pool, routing.discovery);
  const availability = createAvailability(servers.length);
  const view = createLoadView(pool, routing.view, plan.reachable);
  const checks = healthChecks && createHealthChecks(healthChecks, servers.length);
  const ejection = outlierEjection && createOutlierEjection(outlierEjection, servers.length);
  const breaker = routing.circuitBreaker && createCircuitBreaker(routing.circuitBreaker);
  const retryBudget = createRetryBudget(retry.budget);
  const hedgeBudget = createRetryBudget(hedging?.budget ?? 0);
  const window = hedging && 'quantile' in hedging.after ? createLatencyWindow(hedging.after.quantile) : undefined;
  const hedgeTime = hedging && 'time' in hedging.after ? hedging.after.time : Number.POSITIVE_INFINITY;
  const serverOf = new Map(servers.map(({ process }, server) => [process, server]));

  const flights = new Map<number, Flight>();
  const slots: Flight[] = [];
  const free: number[] = [];
  let calls = 0;
  let inFlight = 0;
  /** A server that picks pass over; −1 for none. */
  let avoided = -1;
  let bornAt: Micros = 0;
  const balancer = createBalancer();

  function createBalancer(): Balancer {
    const algorithm = balancingAlgorithms.get(routing.balancer);
    if (algorithm === undefined) throw new RangeError(`no balancing algorithm named ${routing.balancer}`);
    const { instanceShare } = plan;
    const seen: BalancerEnvironment = {
      zone: plan.zone,
      now: () => environment.now(),
      random: plan.random.balancer,
      available(backend) {
        const server = list.servers[backend];
        return server !== avoided && mayGetRequests(availability, server);
      },
      reportedLoad(backend) {
        if (!isAwake(view)) startPolling();
        return loadOf(view, list.servers[backend]);
      },
      instanceShare: instanceShare && ((zone) => instanceShare(zone)),
    };
    return algorithm.create(seen, routing.options);
  }

  // What the instance knows.

  function start(): void {
    bornAt = environment.now();
    pool.addCaller(environment.self);
    pool.onListed(environment.self, (server) => hearOf(list, server, environment.now()));
    adopt();
    if (healthChecks) environment.setTimer(CHECK, Math.floor(checkPhase * healthChecks.every));
  }

  function refresh(now: Micros): void {
    if (refreshList(list, now)) adopt();
    if (view.reports.length > 0) takeReports(view, now);
  }

  /** The list is another. */
  function adopt(): void {
    for (let server = 0; server < servers.length; server++) {
      const listed = list.positions[server] >= 0;
      if (listed !== has(availability, server, UNLISTED)) continue;
      setReason(availability, server, UNLISTED, !listed);
      if (!listed) forget(server);
    }
    balancer.update(list.backends);
  }

  function forget(server: number): void {
    if (checks) forgetChecks(checks, server);
    if (ejection) forgetOutlier(ejection, server);
    if (has(availability, server, UNHEALTHY)) allow(server, UNHEALTHY);
    if (has(availability, server, EJECTED)) allow(server, EJECTED);
  }

  function allow(server: number, reason: typeof UNHEALTHY | typeof EJECTED): void {
    setReason(availability, server, reason, false);
    observer.event(reason === UNHEALTHY ? 'healthy' : 'returned', server);
  }

  function forbid(server: number, reason: typeof UNHEALTHY | typeof EJECTED): void {
    setReason(availability, server, reason, true);
    observer.event(reason === UNHEALTHY ? 'unhealthy' : 'ejected', server);
  }

  function startPolling(): void {
    awaken(view);
    const { poll: period } = routing.view;
    if (period === 0) return;
    const phase = Math.floor(pollPhase * period);
    const age = environment.now() - bornAt;
    environment.setTimer(POLL, period - ((age - phase + period) % period));
  }

  function startChecks(timeout: Micros): void {
    refresh(environment.now());
    for (const server of list.servers) {
      if (checks) checks.due[server] = 1;
      environment.send(servers[server].process, { kind: 'pool/health-check' }, ENVELOPE_BYTES);
    }
    environment.setTimer(JUDGE_CHECKS, timeout);
  }

  function check(server: number, passed: boolean): void {
    if (!checks || !countCheck(checks, server, passed)) return;
    if (passed) allow(server, UNHEALTHY);
    else forbid(server, UNHEALTHY);
  }

  function judgeChecks({ every, timeout }: HealthCheckSpec): void {
    for (const server of list.servers) if (checks && takeAnswer(checks, server)) check(server, false);
    environment.setTimer(CHECK, Math.max(0, every - timeout));
  }

  function scheduleReturn(now: Micros): void {
    if (ejection && ejection.ejected.length > 0) environment.setTimer(RETURN, nextReturn(ejection) - now);
  }

  function takeBack(now: Micros): void {
    if (!ejection) return;
    for (const server of takeReturning(ejection, now)) allow(server, EJECTED);
    scheduleReturn(now);
  }

  // Calls.

  function call(request: PoolCall, done: PoolCallEnd): void {
    const now = environment.now();
    const slot = free.pop() ?? slots.length;
    if (slot === slots.length) slots.push(createFlight(slot, request, done));
    const flight = slots[slot];
    flight.call = ++calls;
    flight.request = request;
    flight.done = done;
    flight.deadline = now + Math.min(request.timeout, policy.timeout);
    flight.sent = 0;
    flight.tries = 0;
    flight.lost = false;
    flight.failedServer = -1;
    flight.hedgeAt = now;
    flights.set(flight.call, flight);
    deposit(retryBudget);
    if (hedging) deposit(hedgeBudget);
    const refusal = attempt(flight, now);
    if (refusal === undefined) return;
    flight.phase = 'refused';
    flight.failure = refusal;
    environment.setTimer(FIRST_SLOT + slot, REFUSAL_TIME);
  }

  /** Begins an attempt, or says why not. */
  function attempt(flight: Flight, now: Micros): PoolOutcome | undefined {
    refresh(now);
    if (inFlight >= maxInFlight || (breaker && !admits(breaker, now))) {
      observer.event('breaker-refused');
      return 'breaker-open';
    }
    let position = pick(flight.request, flight.failedServer);
    if (position < 0 && flight.failedServer >= 0) position = pick(flight.request, -1);
    if (position < 0) {
      if (breaker) withdrawn(breaker, breaker.era);
      observer.event('no-backend');
      return 'no-backend';
    }
    flight.phase = 'attempting';
    flight.tries++;
    if (flight.tries > 1) observer.event('retry');
    const last = flight.tries >= retry.attempts;
    flight.expiresAt = last ? flight.deadline : Math.min(flight.deadline, now + policy.attemptTimeout);
    if (flight.hedgeAt < Number.POSITIVE_INFINITY) flight.hedgeAt = now + (window ? window.value : hedgeTime);
    transmit(flight, flight.first, position, now);
    arm(flight, now);
    return undefined;
  }

  function pick(request: PoolCall, but: number): number {
    avoided = but;
    const position = balancer.pick(request);
    avoided = -1;
    return position;
  }

  function transmit(flight: Flight, attempt: Attempt, position: number, now: Micros): void {
    const { request } = flight;
    const server = list.servers[position];
    attempt.number = ++flight.sent;
    attempt.server = server;
    attempt.sentAt = now;
    attempt.departures = list.departures[server];
    attempt.era = breaker ? breaker.era : 0;
    inFlight++;
    balancer.sent(position);
    const message: PoolRequest = {
      kind: 'pool/request',
      call: flight.call,
      attempt: attempt.number,
      key: request.key,
      session: request.session,
      priority: request.priority,
      work: request.work,
      patience: flight.expiresAt - now,
    };
    environment.send(servers[server].process, message, ENVELOPE_BYTES + pool.spec.requestBytes);
  }

  /** Until the hedge or the end of the attempt, whichever comes first. */
  function arm(flight: Flight, now: Micros): void {
    environment.setTimer(FIRST_SLOT + flight.slot, Math.min(flight.expiresAt, flight.hedgeAt) - now);
  }

  /** The call gets no other hedge, whatever becomes of this one. */
  function hedge(flight: Flight, now: Micros): void {
    flight.hedgeAt = Number.POSITIVE_INFINITY;
    refresh(now);
    const allowed = inFlight < maxInFlight && (!breaker || breaker.state === 'closed');
    const position = allowed ? pick(flight.request, flight.first.server) : -1;
    if (position >= 0 && withdraw(hedgeBudget)) {
      observer.event('hedge');
      transmit(flight, flight.hedge, position, now);
    }
    arm(flight, now);
  }

  /** A request is over. Cancelled, it says nothing about the server but the time that it has taken so far. */
  function end(attempt: Attempt, verdict: 'ok' | 'failed' | 'cancelled', now: Micros): void {
    const { server } = attempt;
    attempt.server = -1;
    inFlight--;
    const present = attempt.departures === list.departures[server];
    if (present) balancer.ended(list.positions[server], now - attempt.sentAt, verdict !== 'failed');
    if (verdict === 'cancelled') {
      if (breaker) withdrawn(breaker, attempt.era);
      return;
    }
    const ok = verdict === 'ok';
    if (breaker) {
      const state = record(breaker, attempt.era, ok, now);
      if (state !== undefined) observer.event(state === 'open' ? 'breaker-open' : 'breaker-closed');
    }
    if (ejection && present && judge(ejection, server, ok, availability.listed, now)) {
      forbid(server, EJECTED);
      scheduleReturn(now);
    }
  }

  function succeed(flight: Flight, answered: Attempt, now: Micros): void {
    const other = answered === flight.first ? flight.hedge : flight.first;
    if (window && flight.first.server >= 0) see(window, now - flight.first.sentAt);
    end(answered, 'ok', now);
    if (other.server >= 0) {
      const cancel: PoolMessage = { kind: 'pool/cancel', call: flight.call, attempt: other.number };
      environment.send(servers[other.server].process, cancel, ENVELOPE_BYTES);
      end(other, 'cancelled', now);
    }
    finish(flight, 'ok');
  }

  /** One request of the attempt has failed; the attempt has when the other is not under way. */
  function fail(flight: Flight, failed: Attempt, failure: PoolOutcome, now: Micros): void {
    const { server } = failed;
    flight.failedServer = server;
    flight.failure = failure;
    end(failed, 'failed', now);
    if (flight.first.server < 0 && flight.hedge.server < 0) tryAgain(flight, now);
  }

  function expire(flight: Flight, now: Micros): void {
    const { first, hedge: second } = flight;
    flight.lost = true;
    if (window && first.server >= 0) see(window, now - first.sentAt);
    if (first.server >= 0 && second.server >= 0) fail(flight, second, 'timeout', now);
    fail(flight, first.server >= 0 ? first : second, 'timeout', now);
  }

  function tryAgain(flight: Flight, now: Micros): void {
    const { failure } = flight;
    const delay = fullJitter(flight.tries, retry.backoff, plan.random.backoff);
    if (flight.tries >= retry.attempts || now + delay >= flight.deadline) finish(flight, failure);
    else if (!withdraw(retryBudget)) finish(flight, failure === 'timeout' ? failure : 'retry-budget');
    else {
      flight.phase = 'waiting';
      environment.setTimer(FIRST_SLOT + flight.slot, delay);
    }
  }

  function finish(flight: Flight, outcome: PoolOutcome): void {
    const { slot, done, sent, lost } = flight;
    environment.cancelTimer(FIRST_SLOT + slot);
    flights.delete(flight.call);
    free.push(slot);
    done(outcome, sent, lost);
  }

  function callTimeout(flight: Flight): void {
    const now = environment.now();
    if (flight.phase === 'refused') finish(flight, flight.failure);
    else if (flight.phase === 'waiting') {
      const refusal = attempt(flight, now);
      if (refusal !== undefined) finish(flight, refusal);
    } else if (flight.expiresAt <= now) expire(flight, now);
    else if (flight.hedgeAt <= now) hedge(flight, now);
    else arm(flight, now);
  }

  /** The request of the call that an answer is to; undefined if it is not under way any more. */
  function awaited({ first, hedge: second }: Flight, number: number): Attempt | undefined {
    if (first.server >= 0 && first.number === number) return first;
    return second.server >= 0 && second.number === number ? second : undefined;
  }

  function receiveResponse({ call: number, attempt: of, status }: PoolResponse): void {
    const flight = flights.get(number);
    const answered = flight && awaited(flight, of);
    if (flight === undefined || answered === undefined) return;
    const now = environment.now();
    if (status === 'ok') succeed(flight, answered, now);
    else fail(flight, answered, status, now);
  }

  return {
    call,
    pending: () => flights.size,
    start,
    receive(from: ProcessId, received: Message) {
      const message = received as PoolMessage;
      if (message.kind === 'pool/response') {
        receiveResponse(message);
        return;
      }
      const server = serverOf.get(from);
      if (server === undefined) return;
      if (message.kind === 'pool/healthy' && checks && takeAnswer(checks, server)) check(server, true);
      if (message.kind === 'pool/idle') {
        refresh(environment.now());
        if (list.positions[server] >= 0) balancer.idle?.(list.positions[server]);
      }
    },
    timeout(timer) {
      if (timer >= FIRST_SLOT) callTimeout(slots[timer - FIRST_SLOT]);
      else if (timer === POLL) {
        poll(view, environment.now());
        environment.setTimer(POLL, routing.view.poll);
      } else if (timer === CHECK && healthChecks) startChecks(healthChecks.timeout);
      else if (timer === JUDGE_CHECKS && healthChecks) judgeChecks(healthChecks);
      else takeBack(environment.now());
    },
    synced() {},
    storageFailed() {},
    disconnected(peer) {
      const server = serverOf.get(peer);
      const now = environment.now();
      for (const flight of [...flights.values()]) {
        for (const attempt of [flight.first, flight.hedge]) {
          if (attempt.server !== server) continue;
          flight.lost = true;
          fail(flight, attempt, 'disconnected', now);
        }
      }
    },
  };
}
