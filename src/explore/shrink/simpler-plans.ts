/**
 * Simpler plans in place of one, pass by pass: each yields candidates that differ from the plan in one respect, the
 * boldest first. Not every candidate is simpler by `comparePlans`; whoever uses them asks.
 */
import { MILLISECOND } from '../../core/time.ts';
import type { Plan } from '../plan.ts';
import { type Decision, decisionsOf, timeOf, withDecisions } from './decisions.ts';
import { inOrderOfMention, withoutMachine } from './rename-machines.ts';
import { rounderTimes } from './rounder.ts';
import { simplerFaults } from './simpler-fault.ts';
import { simplerOperations } from './simpler-operation.ts';
import { simplerOrders } from './simpler-order.ts';
import { closerTogether, roundOneByOne, roundTogether } from './simpler-times.ts';

export type Pass = (plan: Plan) => Iterable<Plan>;

/** The run ends earlier; what lay beyond is left out. */
export function* shorterRuns(plan: Plan): Generator<Plan> {
  const grid = 100 * MILLISECOND;
  for (const share of [1 / 8, 1 / 4, 1 / 2, 3 / 4, 7 / 8, 15 / 16, 31 / 32]) {
    const duration = Math.ceil((plan.duration * share) / grid) * grid;
    if (duration >= plan.duration) continue;
    const kept = decisionsOf(plan).filter((decision) => timeOf(decision) < duration);
    const healing = plan.healing !== undefined && plan.healing.at < duration ? plan.healing : undefined;
    yield { ...withDecisions(plan, kept), duration, healing };
  }
}

/** Whole features at once: everything of one sort, everything at its default. */
export function* withoutFeatures(plan: Plan): Generator<Plan> {
  if (plan.healing !== undefined) yield { ...plan, healing: undefined };
  if (plan.operations.length > 0) yield { ...plan, operations: [] };
  if (plan.orders.length > 0) yield { ...plan, orders: [] };
  for (const kind of new Set(plan.faults.map((fault) => fault.kind))) {
    yield { ...plan, faults: plan.faults.filter((fault) => fault.kind !== kind) };
  }
  if (Object.keys(plan.options).length > 0) yield { ...plan, options: {} };
  if (plan.transport !== 'stream') yield { ...plan, transport: 'stream' };
  if (plan.spares > 0) yield withoutSpares(plan);
  if (plan.healing !== undefined && plan.healing.without.length > 0) {
    yield { ...plan, healing: { ...plan.healing, without: [] } };
  }
}

const withoutSpares = (plan: Plan): Plan =>
  Array.from({ length: plan.spares }).reduce((rest: Plan) => withoutMachine(rest, rest.voters + rest.spares - 1), plan);

export function* constantDelays(plan: Plan): Generator<Plan> {
  for (const name of ['latency', 'fsync'] as const) {
    const { min, max } = plan[name];
    const mean = Math.round((min + max) / 2);
    const constants = min === max ? rounderTimes(max, name === 'latency' ? 1 : 0) : [max, mean, min];
    const usual = [MILLISECOND, 10 * MILLISECOND].filter((value) => value < max);
    for (const value of [...usual, ...constants]) yield { ...plan, [name]: { min: value, max: value } };
    for (const value of min === max ? [] : rounderTimes(max, min)) yield { ...plan, [name]: { min, max: value } };
  }
}

export function* fewerMachines(plan: Plan): Generator<Plan> {
  const machines = plan.voters + plan.spares;
  for (let machine = machines - 1; machine >= 0; machine--) {
    if (machine >= plan.voters || plan.voters > 1) yield withoutMachine(plan, machine);
  }
  for (let one = plan.voters - 1; one > 0; one--) {
    for (let other = one - 1; other >= 0 && plan.voters > 2; other--) {
      yield withoutMachine(withoutMachine(plan, one), other);
    }
  }
}

/** Options at their defaults, which plans leave out. */
export function* fewerOptions(plan: Plan): Generator<Plan> {
  for (const name of Object.keys(plan.options).sort()) {
    const { [name]: _, ...options } = plan.options;
    yield { ...plan, options };
  }
}

export function* simplerDecisions(plan: Plan): Generator<Plan> {
  const machines = plan.voters + plan.spares;
  const keys = [...new Set(plan.operations.map(({ key }) => key))].sort();
  for (const key of keys.slice(1)) {
    const operations = plan.operations.map((each) => (each.key === key ? { ...each, key: keys[0] } : each));
    yield { ...plan, operations };
  }
  for (const caller of new Set(plan.operations.map(({ client }) => client))) {
    const operations = plan.operations.map((each) => (each.client === caller ? { ...each, client: 0 } : each));
    yield { ...plan, operations };
  }
  const decisions = decisionsOf(plan);
  for (const [place, decision] of decisions.entries()) {
    for (const simpler of simplerDecision(decision, machines, keys)) {
      yield withDecisions(plan, decisions.with(place, simpler));
    }
  }
  for (const machine of plan.healing?.without ?? []) {
    const without = plan.healing!.without.filter((other) => other !== machine);
    yield { ...plan, healing: { ...plan.healing!, without } };
  }
}

function* simplerDecision(decision: Decision, machines: number, keys: readonly string[]): Generator<Decision> {
  if (decision.type === 'fault') {
    for (const fault of simplerFaults(decision.fault, machines)) yield { type: 'fault', fault };
  } else if (decision.type === 'order') {
    for (const order of simplerOrders(decision.order)) yield { type: 'order', order };
  } else {
    for (const operation of simplerOperations(decision.operation, keys)) yield { type: 'operation', operation };
  }
}

/** Each decision left out once. */
export function* withoutOne(plan: Plan): Generator<Plan> {
  const decisions = decisionsOf(plan);
  for (const gone of decisions) {
    yield withDecisions(
      plan,
      decisions.filter((decision) => decision !== gone),
    );
  }
}

export function* otherNames(plan: Plan): Generator<Plan> {
  yield inOrderOfMention(plan);
}

/** The same decisions under other random draws. */
export function* lowerSeeds(plan: Plan): Generator<Plan> {
  for (let seed = 0; seed < Math.min(plan.seed, 4); seed++) yield { ...plan, seed };
}

/** Half of the decisions, a quarter of them, and so on left out: what delta debugging tries, without its memory. */
export function* withoutMany(plan: Plan): Generator<Plan> {
  const decisions = decisionsOf(plan);
  for (let size = decisions.length; size > 1; size = Math.ceil(size / 2)) {
    for (let from = 0; from < decisions.length; from += size) {
      yield withDecisions(plan, [...decisions.slice(0, from), ...decisions.slice(from + size)]);
    }
  }
}

/** Every pass after the other, the boldest first. */
export function* everySimplerPlan(plan: Plan): Generator<Plan> {
  const passes: readonly Pass[] = [
    ...[shorterRuns, withoutFeatures, withoutMany, withoutOne, fewerMachines, fewerOptions, constantDelays],
    ...[simplerDecisions, otherNames, roundTogether, closerTogether, roundOneByOne, lowerSeeds],
  ];
  for (const pass of passes) yield* pass(plan);
}
