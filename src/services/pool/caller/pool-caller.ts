/**
 * A caller of a pool: one balancer instance with the client library around it, as a sidecar or a worker of a proxy has
 * them, and all the calls that it has under way.
 *
 * A call is a series of *attempts*. An attempt is a request to the server that the balancer picks, and possibly a hedge: a
 * second request, to another server, when the first takes long. The first good answer ends the call, and the other
 * request is cancelled. An attempt fails when all of its requests have failed, or when its time is over; then comes the
 * next, after a back-off, while attempts, retry budget and deadline allow, on another server if there is one (Envoy's
 * `previous_hosts`). The last attempt has all the time left. A call has at most one hedge, on top of the attempts that the
 * policy allows.
 *
 * Servers are told how long the caller waits for an attempt (deadlines are passed on), so that giving up needs no
 * message; answers to what was given up are ignored. Who may get requests is a matter of service discovery, health
 * checks, ejection and panic; whether anything is sent at all, of the circuit breaker.
 */
import type { Environment, Message, Process } from '../../../algorithms/environment.ts';
import type { Micros } from '../../../core/time.ts';
import { fullJitter } from '../../retry/full-jitter.ts';
import { createRetryBudget, deposit, withdraw } from '../../retry/retry-budget.ts';
import { ENVELOPE_BYTES, type PoolMessage, type PoolRequest, type PoolResponse } from '../pool-messages.ts';
import { createBalancerInstance, INSTANCE_TIMERS, type Verdict } from './balancer-instance.ts';
import type { CallerObserver, CallerPlan } from './caller-plan.ts';
import { admits, createCircuitBreaker, giveBack, record } from './circuit-breaker.ts';
import { type Attempt, createFlight, type Flight } from './flight.ts';
import { createLatencyWindow, see } from './latency-window.ts';
import type { PoolCall, PoolCallEnd, PoolOutcome } from './pool-call.ts';

export interface PoolCaller extends Process {
  /** Makes a call; `done` is told its end. */
  call(request: PoolCall, done: PoolCallEnd): void;
  /** Calls under way. */
  pending(): number;
}

/**
 * How long a caller takes to learn that nothing could be sent: own, the order of a local reply of a proxy. Callers that
 * call again at once would otherwise stop the clock.
 */
const REFUSAL_TIME: Micros = 100;
const NEVER: Micros = Number.POSITIVE_INFINITY;

export function createPoolCaller(
  environment: Environment<Message, unknown>,
  plan: CallerPlan,
  observer: CallerObserver,
): PoolCaller {
  const { pool, policy } = plan;
  const { retry, hedge: hedging } = policy;
  const { circuitBreaker } = plan.routing;
  const maxInFlight = circuitBreaker?.maxInFlight ?? NEVER;
  const breaker = circuitBreaker && createCircuitBreaker(circuitBreaker);
  const instance = createBalancerInstance(environment, plan, observer);
  const retryBudget = createRetryBudget(retry.budget);
  const hedgeBudget = createRetryBudget(hedging?.budget ?? 0);
  const latencies = hedging && 'quantile' in hedging.after ? createLatencyWindow(hedging.after.quantile) : undefined;
  const hedgeTime = hedging && 'time' in hedging.after ? hedging.after.time : NEVER;
  const requestBytes = ENVELOPE_BYTES + pool.spec.requestBytes;

  const flights = new Map<number, Flight>();
  const slots: Flight[] = [];
  const free: number[] = [];
  let calls = 0;
  let inFlight = 0;

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
    flight.hedged = false;
    flight.failedServer = -1;
    flights.set(flight.call, flight);
    deposit(retryBudget);
    deposit(hedgeBudget);
    const refusal = attempt(flight, now);
    if (refusal === undefined) return;
    flight.phase = 'refused';
    flight.failure = refusal;
    environment.setTimer(INSTANCE_TIMERS + slot, REFUSAL_TIME);
  }

  /** Begins an attempt, or says why not. */
  function attempt(flight: Flight, now: Micros): PoolOutcome | undefined {
    if (inFlight >= maxInFlight || (breaker && !admits(breaker, now))) {
      observer.event('breaker-refused');
      return 'breaker-open';
    }
    const { request, failedServer } = flight;
    let server = instance.choose(request, failedServer, now);
    if (server < 0 && failedServer >= 0) server = instance.choose(request, -1, now);
    if (server < 0) {
      if (breaker) giveBack(breaker);
      observer.event('no-backend');
      return 'no-backend';
    }
    flight.phase = 'attempting';
    flight.tries++;
    if (flight.tries > 1) observer.event('retry');
    const last = flight.tries >= retry.attempts;
    flight.expiresAt = last ? flight.deadline : Math.min(flight.deadline, now + policy.attemptTimeout);
    flight.hedgeAt = flight.hedged ? NEVER : now + (latencies?.value ?? hedgeTime);
    transmit(flight, flight.first, server, now);
    arm(flight, now);
    return undefined;
  }

  function transmit(flight: Flight, attempt: Attempt, server: number, now: Micros): void {
    const { key, session, priority, work } = flight.request;
    attempt.number = ++flight.sent;
    attempt.sentAt = now;
    attempt.era = breaker ? breaker.era : 0;
    inFlight++;
    instance.sent(attempt, server);
    const message: PoolRequest = {
      kind: 'pool/request',
      call: flight.call,
      attempt: attempt.number,
      key,
      session,
      priority,
      work,
      patience: flight.expiresAt - now,
    };
    environment.send(pool.servers[server].process, message, requestBytes);
  }

  /** Until the hedge or the end of the attempt, whichever comes first. */
  function arm({ slot, expiresAt, hedgeAt }: Flight, now: Micros): void {
    environment.setTimer(INSTANCE_TIMERS + slot, Math.min(expiresAt, hedgeAt) - now);
  }

  /** Whether or not one can be sent, the call gets no other. A probe of the circuit breaker is not hedged. */
  function hedge(flight: Flight, now: Micros): void {
    const allowed = inFlight < maxInFlight && (!breaker || breaker.state === 'closed');
    const server = allowed ? instance.choose(flight.request, flight.first.server, now) : -1;
    flight.hedged = true;
    flight.hedgeAt = NEVER;
    if (server >= 0 && withdraw(hedgeBudget)) {
      observer.event('hedge');
      transmit(flight, flight.hedge, server, now);
    }
    arm(flight, now);
  }

  function end(attempt: Attempt, verdict: Verdict, now: Micros): void {
    inFlight--;
    instance.ended(attempt, verdict, now);
    attempt.server = -1;
    if (!breaker || verdict === 'cancelled') return;
    const state = record(breaker, attempt.era, verdict === 'ok', now);
    if (state !== undefined) observer.event(state === 'open' ? 'breaker-open' : 'breaker-closed');
  }

  function succeed(flight: Flight, answered: Attempt, now: Micros): void {
    const { first, hedge: second } = flight;
    const other = answered === first ? second : first;
    if (latencies && first.server >= 0) see(latencies, now - first.sentAt);
    end(answered, 'ok', now);
    if (other.server >= 0) {
      const cancel: PoolMessage = { kind: 'pool/cancel', call: flight.call, attempt: other.number };
      environment.send(pool.servers[other.server].process, cancel, ENVELOPE_BYTES);
      end(other, 'cancelled', now);
    }
    finish(flight, 'ok');
  }

  /** A request of the attempt has failed; the attempt has when no other is under way. */
  function fail(flight: Flight, failed: Attempt, failure: PoolOutcome, now: Micros): void {
    flight.failedServer = failed.server;
    flight.failure = failure;
    end(failed, 'failed', now);
    if (flight.first.server < 0 && flight.hedge.server < 0) tryAgain(flight, now);
  }

  function expire(flight: Flight, now: Micros): void {
    const { first, hedge: second } = flight;
    const both = first.server >= 0 && second.server >= 0;
    if (latencies && first.server >= 0) see(latencies, now - first.sentAt);
    flight.lost = true;
    if (both) fail(flight, second, 'timeout', now);
    fail(flight, first.server >= 0 ? first : second, 'timeout', now);
  }

  /** The next attempt after a back-off, or the end. */
  function tryAgain(flight: Flight, now: Micros): void {
    const { failure } = flight;
    const delay = fullJitter(flight.tries, retry.backoff, plan.random.backoff);
    if (flight.tries >= retry.attempts || now + delay >= flight.deadline) finish(flight, failure);
    else if (!withdraw(retryBudget)) finish(flight, failure === 'timeout' ? failure : 'retry-budget');
    else {
      flight.phase = 'waiting';
      environment.setTimer(INSTANCE_TIMERS + flight.slot, delay);
    }
  }

  function finish(flight: Flight, outcome: PoolOutcome): void {
    const { slot, done, sent, lost } = flight;
    environment.cancelTimer(INSTANCE_TIMERS + slot);
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

  /** Late answers, to what is not under way any more, are ignored. */
  function receiveResponse({ call: number, attempt: of, status }: PoolResponse): void {
    const flight = flights.get(number);
    if (flight === undefined) return;
    const answered = flight.first.number === of ? flight.first : flight.hedge;
    if (answered.server < 0 || answered.number !== of) return;
    const now = environment.now();
    if (status === 'ok') succeed(flight, answered, now);
    else fail(flight, answered, status, now);
  }

  /** The connection broke, and what was under way on it is lost. */
  function lose(flight: Flight, attempt: Attempt, server: number): void {
    if (attempt.server !== server) return;
    flight.lost = true;
    fail(flight, attempt, 'disconnected', environment.now());
  }

  return {
    call,
    pending: () => flights.size,
    start: instance.start,
    receive(from, received) {
      const message = received as PoolMessage;
      if (message.kind === 'pool/response') receiveResponse(message);
      else if (message.kind === 'pool/healthy') instance.healthy(from);
      else if (message.kind === 'pool/idle') instance.idle(from);
    },
    timeout(timer) {
      if (timer < INSTANCE_TIMERS) instance.timeout(timer);
      else callTimeout(slots[timer - INSTANCE_TIMERS]);
    },
    synced() {},
    storageFailed() {},
    disconnected(peer) {
      const server = instance.serverOf(peer);
      if (server < 0) return;
      for (const flight of [...flights.values()]) {
        // Its two requests are never at the same server; the end of one may end the call.
        if (flight.hedge.server === server) lose(flight, flight.hedge, server);
        else lose(flight, flight.first, server);
      }
    },
  };
}
