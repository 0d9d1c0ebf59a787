/** `scenarios/validation/pool.yaml`, run until so many requests were answered. Times are in mean service times. */
import { buildSimulation } from '../src/scenario/build-simulation.ts';
import type { Override } from '../src/scenario/parse-scenario.ts';
import { loadScenario } from './load-scenario.ts';

export interface PoolPlan {
  readonly servers: number;
  readonly cores: number;
  /** Utilization of each core. */
  readonly load: number;
  /** As the scenario format has it: a name, or `{name: {option: value}}`. */
  readonly balancer: string;
  /** Requests that count; a tenth of all, before them, is thrown away. */
  readonly requests: number;
}

export interface PoolRun {
  /** As clients see them, in the order of the answers. */
  readonly sojourns: Float64Array;
  /** As servers see it: time in the queue, and the share of requests that had to wait at all. */
  readonly meanWait: number;
  readonly waitShare: number;
}

/** Microseconds, as in the scenario. */
const SERVICE = 10_000;
const SECOND = 1_000_000;
const WARM_UP_SHARE = 0.1;

/** What makes the scenario of a plan; enough time for twice the requests. */
export function poolOverrides({ servers, cores, load, balancer, requests }: PoolPlan): Override[] {
  const perSecond = (servers * cores * load * SECOND) / SERVICE;
  return [
    ['topology.nodes', String(servers)],
    ['topology.node.cores', String(cores)],
    ['services.web.balancer', balancer],
    ['clients.users.arrivals', `{poisson: ${perSecond}/s}`],
    ['duration', `${Math.ceil((2 * requests) / perSecond)}s`],
  ];
}

export function poolRun(plan: PoolPlan, seed: number): PoolRun {
  const { requests } = plan;
  const { kernel, trace, end } = buildSimulation(loadScenario('pool', poolOverrides(plan)), seed);
  const warmUp = Math.floor((WARM_UP_SHARE / (1 - WARM_UP_SHARE)) * requests);
  const sojourns = new Float64Array(requests);
  let answered = -warmUp;
  let served = -warmUp;
  let waited = 0;
  let waits = 0;
  trace.subscribe('attempt', ({ wait }) => {
    if (served++ < 0) return;
    waits += wait;
    if (wait > 0) waited++;
  });
  trace.subscribe('operation', ({ type, time, invokedAt }) => {
    if (type === 'invoke') return;
    if (type !== 'ok') throw new Error(`a request ended with ${type}`);
    if (answered >= 0) sojourns[answered] = (time - invokedAt) / SERVICE;
    if (++answered === requests) kernel.stop();
  });
  kernel.run(end);
  if (answered < requests) throw new Error(`${answered} of ${requests} requests were answered`);
  return { sojourns, meanWait: waits / SERVICE / served, waitShare: waited / served };
}

export const meanOf = (times: Float64Array): number => times.reduce((sum, time) => sum + time, 0) / times.length;
