/**
 * From a plan that breaks a property to a small one that breaks the same property. Deterministic; works on the recorded
 * decisions, not on the events of the run: every candidate is a whole plan and is run anew.
 *
 * Delta debugging over the decisions (see `ddmin`), then greedy passes over everything else, again and again until none
 * finds anything simpler. What a run does between its decisions is drawn from its seed and shifts with every change, so
 * a decision that cannot be left out under one seed is tried under others before it is believed to matter.
 */
import type { Plan, PlannedFault } from '../plan.ts';
import { ddmin } from './ddmin.ts';
import { type Decision, decisionsOf, withDecisions } from './decisions.ts';
import { type Delivery, hasRandomDeliveries, pinDeliveries } from './pin-deliveries.ts';
import { comparePlans } from './plan-cost.ts';
import {
  constantDelays,
  fewerMachines,
  fewerOptions,
  lowerSeeds,
  otherNames,
  type Pass,
  shorterRuns,
  simplerDecisions,
  withoutFeatures,
  withoutMany,
  withoutOne,
} from './simpler-plans.ts';
import { closerTogether, roundOneByOne, roundTogether } from './simpler-times.ts';
import { withItsBound, withinContract } from './within-contract.ts';

export interface ShrinkOptions {
  /** Runs at most. Default 2000. */
  readonly budget?: number;
  /** The property is liveness: the healing stays, and its bound follows the timeouts and delays of each candidate. */
  readonly liveness?: boolean;
  /** Whether a candidate is within what the protocol bears, beyond what the shrinker knows itself. Default: all are. */
  readonly admits?: (candidate: Plan) => boolean;
  /** What became of the messages of a plan's run, see `pinDeliveries`. Absent: chance on the links stays chance. */
  readonly deliveriesOf?: (plan: Plan) => readonly Delivery[];
  /** Called whenever a simpler plan is found. */
  readonly onProgress?: (plan: Plan, tried: number) => void;
  /** Asked before every run. */
  readonly shouldStop?: () => boolean;
}

export interface Shrunk {
  /** Breaks the property; no pass finds anything simpler, if `complete`. */
  readonly plan: Plan;
  /** Candidates that were run. */
  readonly tried: number;
  readonly complete: boolean;
}

const BUDGET = 2000;

/** Messages of a run beyond which pinning takes longer than it is worth. */
const PINNED = 1500;
/** So many of the last ones are tried alone: that may be enough even where the run does not repeat itself exactly. */
const ALONE = 150;

/** Once, because they make every later run cheaper. */
const OPENING: readonly Pass[] = [shorterRuns, withoutFeatures];
/** What is there at all. */
const STRUCTURE: readonly Pass[] = [
  ...[shorterRuns, withoutFeatures, fewerMachines, fewerOptions, constantDelays, simplerDecisions],
];
/** How it looks, once nothing can be left out any more. */
const POLISH: readonly Pass[] = [otherNames, roundTogether, closerTogether, roundOneByOne, lowerSeeds];
/** Steps worth a try under so many other seeds, once nothing else helps. */
const RESEEDED: readonly (readonly [pass: Pass, seeds: number])[] = [
  [withoutMany, 8],
  [withoutOne, 24],
  [fewerMachines, 8],
  [withoutFeatures, 8],
  [fewerOptions, 8],
  [constantDelays, 4],
  [otherNames, 4],
];

/** `violates` must hold for `plan`; it is asked about candidates only. */
export function shrinkPlan(plan: Plan, violates: (candidate: Plan) => boolean, options: ShrinkOptions = {}): Shrunk {
  const search = createSearch(plan, violates, options);
  for (const pass of OPENING) descend(search, pass);
  untilStable(search, () => {
    untilStable(search, () => {
      leaveOut(search);
      for (const pass of STRUCTURE) descend(search, pass);
    });
    const { plan: stuck } = search;
    for (const [pass, seeds] of RESEEDED) if (search.plan === stuck) step(search, reseeded(pass, seeds));
    if (search.plan === stuck && options.deliveriesOf !== undefined) pin(search, options.deliveriesOf);
    if (search.plan === stuck) for (const pass of POLISH) descend(search, pass);
  });
  return { plan: search.plan, tried: search.tried, complete: !search.stopped };
}

interface Search {
  plan: Plan;
  tried: number;
  /** Out of budget, or told to stop: every further candidate is refused. */
  stopped: boolean;
  /** Whether the candidate breaks the property, if it may be run. */
  fails(candidate: Plan): boolean;
  /** Takes the candidate in place of the plan if it is simpler and fails as well. */
  take(candidate: Plan): boolean;
}

function createSearch(original: Plan, violates: (candidate: Plan) => boolean, options: ShrinkOptions): Search {
  const { budget = BUDGET, liveness = false, admits = () => true, onProgress, shouldStop } = options;
  const refused = new Set<string>();
  const search: Search = {
    plan: original,
    tried: 0,
    stopped: false,
    fails(candidate) {
      const key = JSON.stringify(candidate);
      if (refused.has(key)) return false;
      search.stopped ||= search.tried >= budget || (shouldStop?.() ?? false);
      if (search.stopped) return false;
      const allowed = withinContract(candidate, original, liveness) && admits(candidate);
      if (allowed) search.tried++;
      if (allowed && violates(candidate)) return true;
      refused.add(key);
      return false;
    },
    take(proposed) {
      const candidate = liveness ? withItsBound(proposed, original) : proposed;
      if (comparePlans(candidate, search.plan) >= 0 || !search.fails(candidate)) return false;
      search.plan = candidate;
      onProgress?.(candidate, search.tried);
      return true;
    },
  };
  return search;
}

/** Takes what the pass offers, and asks it again after each step, until it offers nothing that helps. */
function descend(search: Search, pass: Pass): void {
  untilStable(search, () => step(search, pass));
}

/** Takes the first candidate that helps. */
function step(search: Search, pass: Pass): void {
  for (const candidate of pass(search.plan)) if (search.take(candidate) || search.stopped) break;
}

function untilStable(search: Search, action: () => void): void {
  for (let before: Plan | undefined; before !== search.plan && !search.stopped; ) {
    before = search.plan;
    action();
  }
}

function leaveOut(search: Search): void {
  const { plan } = search;
  ddmin(decisionsOf(plan), (subset) => search.take(withDecisions(plan, subset)));
}

/** Single messages in place of chance, if few enough of them are left for that to be simpler. */
function pin(search: Search, deliveriesOf: (plan: Plan) => readonly Delivery[]): void {
  if (search.stopped || !hasRandomDeliveries(search.plan)) return;
  const { plan, tampering } = pinDeliveries(search.plan, deliveriesOf(search.plan));
  const tampered = (subset: readonly PlannedFault[]): Plan =>
    withDecisions(plan, [...decisionsOf(plan), ...subset.map((fault): Decision => ({ type: 'fault', fault }))]);
  const latest = tampering.slice(-ALONE).reverse();
  if (latest.some((fault) => search.take(tampered([fault])))) return;
  if (tampering.length > PINNED || !search.fails(tampered(tampering))) return;
  search.take(tampered(ddmin(tampering, (subset) => search.fails(tampered(subset)))));
}

function reseeded(pass: Pass, seeds: number): Pass {
  return function* (plan) {
    for (const candidate of pass(plan)) {
      for (let seed = 0; seed < seeds; seed++) if (seed !== plan.seed) yield { ...candidate, seed };
    }
  };
}
