/**
 * The servers of one pool over time: how many are ready and wanted, what they cost, what the autoscaler decided and why.
 *
 * A server is ready while it is on the list of servers and its machine is up; a paused one counts as ready. It is paid
 * for from the request for it to its stop, also while its machine is down.
 */
import { HOUR, type Micros, toSeconds } from '../../core/time.ts';
import type { InstanceObservation, NodeObservation, ScalingObservation } from '../../kernel/observation.ts';
import type { ScalingDecision } from '../result.ts';
import { createWindowedSteps } from '../windowed-steps.ts';
import type { Windows } from '../windows.ts';

/** Decisions kept of a run; further ones are counted. */
export const POOL_DECISIONS = 1000;

export interface InstanceLog {
  /** Whether the list of servers is another one now. */
  instance(observation: InstanceObservation, server: number): boolean;
  node(observation: NodeObservation, server: number): void;
  scaling(observation: ScalingObservation): void;
  /** To be called once, at the end of the period. */
  finish(): {
    readonly ready: { readonly means: readonly number[]; readonly mean: number };
    readonly wanted: { readonly means: readonly number[]; readonly mean: number };
    readonly cost: number;
    readonly serverHours: number;
    readonly decisions: readonly ScalingDecision[];
    readonly decisionCount: number;
  };
}

export function createInstanceLog(windows: Windows, servers: number, initial: number): InstanceLog {
  const { start, end } = windows;
  const listed = new Uint8Array(servers);
  const down = new Uint8Array(servers);
  const prices = new Float64Array(servers);
  /** NaN while it is not paid for. */
  const paidSince = new Float64Array(servers).fill(Number.NaN);
  const ready = createWindowedSteps(windows, 0);
  const wanted = createWindowedSteps(windows, initial);
  const decisions: ScalingDecision[] = [];
  let decisionCount = 0;
  let cost = 0;
  let paid = 0;

  const isReady = (server: number): number => (listed[server] === 1 && down[server] === 0 ? 1 : 0);
  const pay = (server: number, until: Micros): void => {
    const length = Math.min(until, end) - Math.max(paidSince[server], start);
    if (!(length > 0)) return;
    paid += length;
    cost += (length / HOUR) * prices[server];
  };
  const change = (time: Micros, server: number, act: () => void): void => {
    const before = isReady(server);
    act();
    const after = isReady(server);
    if (after !== before) ready.set(time, ready.value + after - before);
  };

  return {
    instance({ time, change: what, price }, server) {
      const before = listed[server];
      if (what === 'stopped') {
        pay(server, time);
        paidSince[server] = Number.NaN;
      } else if (Number.isNaN(paidSince[server])) {
        paidSince[server] = time;
        prices[server] = price;
      }
      change(time, server, () => {
        listed[server] = what === 'ready' ? 1 : 0;
      });
      return listed[server] !== before;
    },
    node({ time, change: what }, server) {
      if (what === 'pause' || what === 'resume' || what === 'wipe') return;
      change(time, server, () => {
        down[server] = what === 'start' || what === 'restart' ? 0 : 1;
      });
    },
    scaling({ time, from, to, request, reason }) {
      wanted.set(time, to);
      if (time < start || time > end) return;
      decisionCount++;
      if (decisions.length === POOL_DECISIONS) return;
      const atSeconds = toSeconds(time);
      decisions.push(
        request === undefined ? { atSeconds, from, to, reason } : { atSeconds, from, to, request, reason },
      );
    },
    finish() {
      for (let server = 0; server < servers; server++) pay(server, end);
      return {
        ready: ready.finish(),
        wanted: wanted.finish(),
        cost,
        serverHours: paid / HOUR,
        decisions,
        decisionCount,
      };
    },
  };
}
