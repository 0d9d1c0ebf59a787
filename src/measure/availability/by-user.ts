/**
 * User uptime: Σ uptime(u) / Σ (uptime(u) + downtime(u)) over users u. After a success (failure) a user is up (down)
 * until evidence to the contrary. A user from whom nothing is heard for longer than the 99th percentile of
 * inter-arrival times is inactive, neither up nor down, until the next evidence.
 *
 * Source: Hauer et al., "Meaningful Availability", NSDI 2020, §4.2–4.3.
 *
 * Evidence is a completion: a request that is still under way says nothing, one that timed out says "down". The
 * percentile is taken over all gaps between successive completions of one user, if there are no more than
 * `calibration` completions; in a longer run over the gaps among the first `calibration` of them, from when on
 * completions need not be kept. Beyond those, memory grows with changes of a user's state, not with requests.
 *
 * Skipped calendar is left out of a user's clock, and put back into the curve as time in which everybody who was
 * active is up: it is skipped only where every request would have been answered. The gaps between the requests credited
 * for it are those of the steady state.
 */
import { getOrCreate } from '../../core/get-or-create.ts';
import type { Micros } from '../../core/time.ts';
import type { Trace } from '../../kernel/trace.ts';
import { answered } from '../answered.ts';
import { countsProbes, type ObservedClient } from '../observed-client.ts';
import { watchSteadyState } from '../steady-state.ts';
import type { UptimeCurve } from './uptime-curve.ts';
import { type Gap, withGaps } from './with-gaps.ts';

const CALIBRATION = 1 << 20;
const INACTIVITY_PERCENTILE = 0.99;

/** 1 up, −1 down, 0 inactive. */
type UserState = 1 | -1 | 0;

export interface UserActivity {
  /** A user's request completed; times never decrease. `user` is any key. */
  record(user: string | number, time: Micros, ok: boolean, steady?: boolean): void;
  /** So many requests were made that are not recorded; their gaps are like the steady ones. */
  credit(requests: number): void;
  /** To be called once. `end` is earlier than planned where calendar was skipped. */
  finish(end?: Micros): UptimeCurve;
}

/** Watches every operation that counts as a request, users being told apart by client. */
export function watchUsers(
  trace: Trace,
  clients: readonly ObservedClient[],
  period: { readonly start: Micros; readonly end: Micros },
): () => UptimeCurve {
  const probesToo = countsProbes(clients);
  const activity = recordUsers(period);
  const isSteady = watchSteadyState(trace);
  const offsets = new Map<string, number>();
  let users = 0;
  for (const client of clients) {
    offsets.set(client.name, users);
    users += Math.max(client.users, client.zones.length, 1);
  }
  trace.subscribe('operation', (operation) => {
    if (operation.type === 'invoke') return;
    const { probe, client, zone, user, time, invokedAt } = operation;
    if ((probe && !probesToo) || invokedAt < period.start || time > period.end) return;
    const offset = offsets.get(client);
    // Probes of different zones are different users, whatever they number themselves.
    activity.record(
      probe || offset === undefined ? `${client}/${zone}/${user}` : offset + user,
      time - skipped,
      answered(operation),
      isSteady(invokedAt),
    );
  });
  const gaps: Gap[] = [];
  let skipped = 0;
  trace.subscribe('skip', ({ from, time, credits }) => {
    gaps.push({ at: from - skipped, length: time - from });
    skipped += time - from;
    for (const { probe, count } of credits) if (!probe || probesToo) activity.credit(count);
  });
  return () => withGaps(activity.finish(period.end - skipped), gaps);
}

export function recordUsers(
  { start, end }: { readonly start: Micros; readonly end: Micros },
  calibration = CALIBRATION,
): UserActivity {
  const numbers = new Map<string | number, number>();
  const lastTime: Micros[] = [];
  const state: UserState[] = [];
  const changes: Change[] = [];
  /** Completions until the cutoff is known, in parallel arrays of plain numbers: there may be a million. */
  let keptTimes: Micros[] = [];
  let keptUsers: number[] = [];
  let keptStates: UserState[] = [];
  let keptSteady: boolean[] = [];
  let credited = 0;
  let cutoff: Micros | undefined;

  const move = (time: Micros, user: number, to: UserState): void => {
    if (state[user] === to) return;
    changes.push({ time, from: state[user], to });
    state[user] = to;
  };
  const advance = (user: number, time: Micros, to: UserState, inactiveAfter: Micros): void => {
    if (state[user] !== 0 && time - lastTime[user] > inactiveAfter) move(lastTime[user] + inactiveAfter, user, 0);
    move(time, user, to);
    lastTime[user] = time;
  };
  const calibrate = (): Micros => {
    const inactiveAfter = gapPercentile(keptTimes, keptUsers, keptSteady, credited);
    for (let i = 0; i < keptTimes.length; i++) advance(keptUsers[i], keptTimes[i], keptStates[i], inactiveAfter);
    keptTimes = [];
    keptUsers = [];
    keptStates = [];
    keptSteady = [];
    return inactiveAfter;
  };

  return {
    credit(requests) {
      credited += requests;
    },
    record(key, time, ok, steady = false) {
      const user = getOrCreate(numbers, key, () => {
        lastTime.push(Number.NaN);
        return state.push(0) - 1;
      });
      const to = ok ? 1 : -1;
      if (cutoff !== undefined) {
        advance(user, time, to, cutoff);
        return;
      }
      keptTimes.push(time);
      keptUsers.push(user);
      keptSteady.push(steady);
      if (keptStates.push(to) === calibration) cutoff = calibrate();
    },
    finish(until = end) {
      const inactiveAfter = cutoff ?? calibrate();
      for (let user = 0; user < state.length; user++) move(Math.min(lastTime[user] + inactiveAfter, until), user, 0);
      return toCurve(changes, start, until);
    },
  };
}

interface Change {
  readonly time: Micros;
  readonly from: UserState;
  readonly to: UserState;
}

/**
 * Smallest gap that at least 99 % of the gaps do not exceed; Infinity if no user was heard of twice. A steady gap (both
 * of its ends are) stands for its share of the `credited` ones as well.
 */
function gapPercentile(
  times: readonly Micros[],
  users: readonly number[],
  steady: readonly boolean[],
  credited: number,
): Micros {
  const last: number[] = [];
  const steadyGaps = new Float64Array(times.length);
  const otherGaps = new Float64Array(times.length);
  let steadyCount = 0;
  let otherCount = 0;
  for (let i = 0; i < times.length; i++) {
    const before = last[users[i]];
    last[users[i]] = i;
    if (before === undefined) continue;
    const gap = times[i] - times[before];
    if (steady[i] && steady[before]) steadyGaps[steadyCount++] = gap;
    else otherGaps[otherCount++] = gap;
  }
  if (steadyCount + otherCount === 0) return Number.POSITIVE_INFINITY;
  const a = steadyGaps.subarray(0, steadyCount).sort();
  const b = otherGaps.subarray(0, otherCount).sort();
  const weight = steadyCount === 0 ? 1 : 1 + credited / steadyCount;
  const wanted = INACTIVITY_PERCENTILE * (weight * steadyCount + otherCount);
  let [i, j, seen, gap] = [0, 0, 0, 0];
  // Rounding must not demand more than there is.
  while (seen < wanted * (1 - 1e-12) && i + j < steadyCount + otherCount) {
    const takesSteady = j === otherCount || (i < steadyCount && a[i] <= b[j]);
    gap = takesSteady ? a[i++] : b[j++];
    seen += takesSteady ? weight : 1;
  }
  return gap;
}

function toCurve(changes: Change[], start: Micros, end: Micros): UptimeCurve {
  changes.sort((a, b) => a.time - b.time);
  const times = [start];
  const up = [0];
  const down = [0];
  for (const { time, from, to } of changes) {
    let last = times.length - 1;
    if (time > times[last]) {
      last = times.push(time) - 1;
      up.push(up[last - 1]);
      down.push(down[last - 1]);
    }
    up[last] += Number(to === 1) - Number(from === 1);
    down[last] += Number(to === -1) - Number(from === -1);
  }
  if (times[times.length - 1] < end) {
    times.push(end);
    up.push(0);
    down.push(0);
  }
  return { times: Float64Array.from(times), up: Float64Array.from(up), down: Float64Array.from(down) };
}
