/**
 * What is kept of simulated regenerative cycles: sums over cycles, so that runs on different threads add up. A cycle
 * begins with everything up and ends when everything is up again. Of the time before its first failure only the mean is
 * kept, which is known. Each cycle has a weight: the likelihood ratio of what happened in it, plain law to biased.
 */
import { getOrCreate } from '../../core/get-or-create.ts';

/** A quantity of a cycle, weighted so that its mean over biased cycles is its mean over plain ones. */
export interface WeightedSums {
  readonly sum: number;
  readonly squares: number;
  /** Times the weighted busy time of the same cycle. */
  readonly withBusy: number;
  /** Unweighted squares, and products with the busy time, times the weight: n times what they are under the plain law. */
  readonly plainSquares: number;
  readonly plainWithBusy: number;
}

export interface CauseSums {
  /** Downtime, seconds. */
  readonly seconds: WeightedSums;
  readonly incidents: WeightedSums;
}

export interface CycleMoments {
  readonly cycles: number;
  /** Cycles that did not come to rest in time; they count nowhere else. */
  readonly cutOff: number;
  /** Mean time from the beginning of a cycle to its first failure. */
  readonly restSeconds: number;
  /** Seconds from the first failure to the end, and its likelihood ratio. */
  readonly busy: Pick<WeightedSums, 'sum' | 'squares' | 'plainSquares'>;
  readonly weight: Pick<WeightedSums, 'sum' | 'squares'>;
  /** Events simulated, and what they would have been under the plain law. */
  readonly events: number;
  readonly plainEvents: number;
  readonly skippedSeconds: number;
  readonly all: CauseSums;
  readonly causes: Readonly<Record<string, CauseSums>>;
}

/** Downtime in a cycle; `weight` is the likelihood ratio up to the end of the incident. */
export interface CycleIncident {
  readonly segments: readonly { readonly cause: string; readonly seconds: number }[];
  readonly weight: number;
}

export interface Cycle {
  readonly busySeconds: number;
  readonly weight: number;
  readonly events: number;
  readonly incidents: readonly CycleIncident[];
}

const NO_SUMS: WeightedSums = { sum: 0, squares: 0, withBusy: 0, plainSquares: 0, plainWithBusy: 0 };
const NO_CAUSE: CauseSums = { seconds: NO_SUMS, incidents: NO_SUMS };

export const noCycles = (restSeconds: number): CycleMoments => ({
  cycles: 0,
  cutOff: 0,
  restSeconds,
  busy: { sum: 0, squares: 0, plainSquares: 0 },
  weight: { sum: 0, squares: 0 },
  events: 0,
  plainEvents: 0,
  skippedSeconds: 0,
  all: NO_CAUSE,
  causes: {},
});

interface Tally {
  seconds: number;
  weightedSeconds: number;
  incidents: number;
  weightedIncidents: number;
}

export function momentsOf(cycles: readonly Cycle[], restSeconds: number): CycleMoments {
  return cycles.map((cycle) => momentsOfOne(cycle, restSeconds)).reduce(addMoments, noCycles(restSeconds));
}

function momentsOfOne({ busySeconds, weight, events, incidents }: Cycle, restSeconds: number): CycleMoments {
  const all: Tally = { seconds: 0, weightedSeconds: 0, incidents: 0, weightedIncidents: 0 };
  const causes = new Map<string, Tally>();
  for (const incident of incidents) {
    const seen = new Set<Tally>([all]);
    for (const { cause, seconds } of incident.segments) {
      const tally = getOrCreate(causes, cause, () => ({ ...NO_TALLY }));
      seen.add(tally);
      for (const each of [all, tally]) {
        each.seconds += seconds;
        each.weightedSeconds += seconds * incident.weight;
      }
    }
    for (const each of seen) {
      each.incidents += 1;
      each.weightedIncidents += incident.weight;
    }
  }
  const busy = busySeconds * weight;
  const sums = (plain: number, weighted: number): WeightedSums => ({
    sum: weighted,
    squares: weighted * weighted,
    withBusy: weighted * busy,
    plainSquares: plain * plain * weight,
    plainWithBusy: plain * busy,
  });
  const causeSums = (tally: Tally): CauseSums => ({
    seconds: sums(tally.seconds, tally.weightedSeconds),
    incidents: sums(tally.incidents, tally.weightedIncidents),
  });
  return {
    cycles: 1,
    cutOff: 0,
    restSeconds,
    busy: { sum: busy, squares: busy * busy, plainSquares: busySeconds * busy },
    weight: { sum: weight, squares: weight * weight },
    events,
    plainEvents: events * weight,
    skippedSeconds: 0,
    all: causeSums(all),
    causes: Object.fromEntries([...causes].map(([cause, tally]) => [cause, causeSums(tally)])),
  };
}

const NO_TALLY: Tally = { seconds: 0, weightedSeconds: 0, incidents: 0, weightedIncidents: 0 };

const addSums = (a: WeightedSums, b: WeightedSums): WeightedSums => ({
  sum: a.sum + b.sum,
  squares: a.squares + b.squares,
  withBusy: a.withBusy + b.withBusy,
  plainSquares: a.plainSquares + b.plainSquares,
  plainWithBusy: a.plainWithBusy + b.plainWithBusy,
});

const addCauses = (a: CauseSums, b: CauseSums): CauseSums => ({
  seconds: addSums(a.seconds, b.seconds),
  incidents: addSums(a.incidents, b.incidents),
});

/** Of independent cycles of the same scenario. */
export function addMoments(a: CycleMoments, b: CycleMoments): CycleMoments {
  const names = [...new Set([...Object.keys(a.causes), ...Object.keys(b.causes)])].sort();
  return {
    cycles: a.cycles + b.cycles,
    cutOff: a.cutOff + b.cutOff,
    restSeconds: a.restSeconds,
    busy: {
      sum: a.busy.sum + b.busy.sum,
      squares: a.busy.squares + b.busy.squares,
      plainSquares: a.busy.plainSquares + b.busy.plainSquares,
    },
    weight: { sum: a.weight.sum + b.weight.sum, squares: a.weight.squares + b.weight.squares },
    events: a.events + b.events,
    plainEvents: a.plainEvents + b.plainEvents,
    skippedSeconds: a.skippedSeconds + b.skippedSeconds,
    all: addCauses(a.all, b.all),
    causes: Object.fromEntries(
      names.map((name) => [name, addCauses(a.causes[name] ?? NO_CAUSE, b.causes[name] ?? NO_CAUSE)]),
    ),
  };
}
