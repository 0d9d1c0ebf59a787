/**
 * A balancing algorithm with all that one instance knows of the servers: which ones there are, how loaded they were, which
 * are healthy and not ejected. Outside, servers go by their numbers in the pool; inside, by their positions in the list.
 */
import type { BalancedRequest, Balancer } from '../../../algorithms/balancing/balancer.ts';
import { balancingAlgorithms } from '../../../algorithms/balancing/registry.ts';
import type { Environment, Message, ProcessId } from '../../../algorithms/environment.ts';
import type { Micros } from '../../../core/time.ts';
import type { HealthCheckSpec } from '../pool.ts';
import { ENVELOPE_BYTES } from '../pool-messages.ts';
import { createAvailability, EJECTED, has, mayGetRequests, setReason, UNHEALTHY, UNLISTED } from './availability.ts';
import { createBackendList, hearOf, refreshList } from './backend-list.ts';
import type { CallerObserver, CallerPlan } from './caller-plan.ts';
import type { Attempt } from './flight.ts';
import { countCheck, createHealthChecks, forgetChecks, takeAnswer } from './health-checks.ts';
import { awaken, createLoadView, isAwake, loadOf, poll, takeReports } from './load-view.ts';
import { numberByProcess } from './number-by-process.ts';
import { createOutlierEjection, forgetOutlier, judge, nextReturn, takeReturning } from './outlier-ejection.ts';

/** How a request ended. Cancelled, it says nothing about the server but the time that it had taken so far. */
export type Verdict = 'ok' | 'failed' | 'cancelled';

export interface BalancerInstance {
  start(): void;
  /** The server for a request, other than `except` (−1: any), by what is known now; −1 if there is none. */
  choose(request: BalancedRequest, except: number, now: Micros): number;
  /** Sets `server` and what else identifies it. */
  sent(attempt: Attempt, server: number): void;
  ended(attempt: Attempt, verdict: Verdict, now: Micros): void;
  /** `process` has answered a health check; it has nothing to do. */
  healthy(process: ProcessId): void;
  idle(process: ProcessId): void;
  /** One of its timers, which are those below `INSTANCE_TIMERS`. */
  timeout(timer: number): void;
  /** −1 if the process is none. */
  serverOf(process: ProcessId): number;
}

const POLL = 0;
const CHECK = 1;
const JUDGE_CHECKS = 2;
const RETURN = 3;
export const INSTANCE_TIMERS = 4;

export function createBalancerInstance(
  environment: Environment<Message, unknown>,
  plan: CallerPlan,
  observer: CallerObserver,
): BalancerInstance {
  const { pool, routing } = plan;
  const { servers } = pool;
  const { healthChecks, outlierEjection } = routing;
  const pollPhase = plan.random.phase();
  const checkPhase = plan.random.phase();

  const list = createBackendList(pool, routing.discovery);
  const availability = createAvailability(servers.length);
  const view = createLoadView(pool, routing.view, plan.reachable);
  const checks = healthChecks && createHealthChecks(healthChecks, servers.length);
  const ejection = outlierEjection && createOutlierEjection(outlierEjection, servers.length);
  const serverOf = numberByProcess(servers);
  /** A server that the pick under way passes over; −1 for none. */
  let excepted = -1;
  let bornAt: Micros = 0;
  const balancer = createBalancer();

  function createBalancer(): Balancer {
    const algorithm = balancingAlgorithms.get(routing.balancer);
    if (algorithm === undefined) throw new RangeError(`no balancing algorithm named ${routing.balancer}`);
    const seen = {
      zone: plan.zone,
      now: () => environment.now(),
      random: plan.random.balancer,
      available(backend: number) {
        const server = list.servers[backend];
        return server !== excepted && mayGetRequests(availability, server);
      },
      reportedLoad(backend: number) {
        if (!isAwake(view)) startPolling();
        return loadOf(view, list.servers[backend]);
      },
    };
    const { instanceShare } = plan;
    return algorithm.create(instanceShare ? { ...seen, instanceShare } : seen, routing.options);
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

  /** Polls fall on the same phase of the period, whenever the first question comes. */
  function startPolling(): void {
    awaken(view);
    const { poll: period } = routing.view;
    if (period === 0) return;
    const sincePhase = environment.now() - bornAt + period - Math.floor(pollPhase * period);
    environment.setTimer(POLL, period - (sincePhase % period));
  }

  function startChecks({ timeout }: HealthCheckSpec): void {
    refresh(environment.now());
    for (const server of list.servers) {
      if (checks) checks.due[server] = 1;
      environment.send(servers[server].process, { kind: 'pool/health-check' }, ENVELOPE_BYTES);
    }
    environment.setTimer(JUDGE_CHECKS, timeout);
  }

  function judgeChecks({ every, timeout }: HealthCheckSpec): void {
    for (const server of list.servers) if (checks && takeAnswer(checks, server)) check(server, false);
    environment.setTimer(CHECK, Math.max(0, every - timeout));
  }

  function check(server: number, passed: boolean): void {
    if (!checks || !countCheck(checks, server, passed)) return;
    if (passed) allow(server, UNHEALTHY);
    else forbid(server, UNHEALTHY);
  }

  function takeBack(now: Micros): void {
    if (!ejection) return;
    for (const server of takeReturning(ejection, now)) allow(server, EJECTED);
    scheduleReturn(now);
  }

  function scheduleReturn(now: Micros): void {
    if (ejection && ejection.ejected.length > 0) environment.setTimer(RETURN, nextReturn(ejection) - now);
  }

  return {
    serverOf,
    start() {
      bornAt = environment.now();
      if (balancer.idle !== undefined) pool.addCaller(environment.self);
      pool.onListed(environment.self, (server) => hearOf(list, server, environment.now()));
      adopt();
      if (healthChecks) environment.setTimer(CHECK, Math.floor(checkPhase * healthChecks.every));
    },
    choose(request, except, now) {
      refresh(now);
      excepted = except;
      const position = balancer.pick(request);
      excepted = -1;
      return position < 0 ? -1 : list.servers[position];
    },
    sent(attempt, server) {
      attempt.server = server;
      attempt.departures = list.departures[server];
      balancer.sent(list.positions[server]);
    },
    ended(attempt, verdict, now) {
      const { server } = attempt;
      refresh(now);
      if (attempt.departures !== list.departures[server]) return;
      balancer.ended(list.positions[server], now - attempt.sentAt, verdict !== 'failed');
      if (!ejection || verdict === 'cancelled') return;
      if (judge(ejection, server, verdict === 'ok', availability.listed, now)) {
        forbid(server, EJECTED);
        scheduleReturn(now);
      }
    },
    healthy(process) {
      const server = serverOf(process);
      if (checks && server >= 0 && takeAnswer(checks, server)) check(server, true);
    },
    idle(process) {
      refresh(environment.now());
      const server = serverOf(process);
      if (server >= 0 && list.positions[server] >= 0) balancer.idle?.(list.positions[server]);
    },
    timeout(timer) {
      if (timer === POLL) {
        poll(view, environment.now());
        environment.setTimer(POLL, routing.view.poll);
      } else if (timer === RETURN) takeBack(environment.now());
      else if (healthChecks && timer === CHECK) startChecks(healthChecks);
      else if (healthChecks && timer === JUDGE_CHECKS) judgeChecks(healthChecks);
    },
  };
}
