/**
 * How much there is to understand in a plan, as numbers of falling weight: of two plans that break the same property
 * the one with the smaller cost is the better counterexample. The shrinker only ever goes down, so it comes to an end.
 */
import type { ParameterValue } from '../../core/parameters.ts';
import type { Plan, PlannedFault } from '../plan.ts';
import { machineOf, partsOf } from './machine-names.ts';
import { roughness } from './rounder.ts';

/** From what everybody knows to what needs explaining; kinds that are not listed come last. */
const KINDS = ['crash', 'pause', 'isolate', 'partition', 'tamper', 'stop', 'one-way-partition', 'bridge', 'outage'];
const OPERATIONS = ['write', 'read', 'append', 'cas', 'delete'];
const ORDERS = ['remove', 'add-voter', 'add-learner', 'transfer-leadership', 'replace'];

/** A random delay decides about every message: worth so many decisions about single ones. */
const RANDOM_DELAY = 4;

const rank = (list: readonly string[], name: string): number => {
  const place = list.indexOf(name);
  return place < 0 ? list.length : place;
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

export function planCost(plan: Plan): readonly number[] {
  const { faults, orders, operations, healing, latency, fsync } = plan;
  const keys = [...new Set(operations.map(({ key }) => key))].sort();
  const parts = faults.flatMap(({ groups }) => groups.flatMap(partsOf));
  const named = [
    ...parts.map((part) => machineOf(part) ?? 0),
    ...orders.flatMap(({ nodes }) => nodes),
    ...operations.map(({ via }) => via ?? 0),
    ...(healing?.without ?? []),
  ];
  const times = [...faults, ...orders, ...operations].map(({ at }) => at);
  const numbers = [
    ...times,
    ...faults.flatMap((fault) => numbersOf(fault)),
    ...Object.values(plan.options).flatMap(numbersIn),
    ...(healing === undefined ? [] : [healing.at]),
    ...[latency.min, latency.max, fsync.min, fsync.max],
  ];
  const random = (latency.min < latency.max ? 1 : 0) + (fsync.min < fsync.max ? 1 : 0);
  return [
    faults.length + orders.length + operations.length + RANDOM_DELAY * random,
    plan.voters + plan.spares,
    settingsOf(plan),
    parts.filter((part) => machineOf(part) === undefined && part !== 'rest').length,
    parts.length + sum(orders.map(({ nodes }) => nodes.length)) + (healing?.without.length ?? 0),
    sum(faults.map(({ kind }) => rank(KINDS, kind))) +
      sum(operations.map(({ f }) => rank(OPERATIONS, f))) +
      sum(orders.map(({ type }) => rank(ORDERS, type))),
    new Set(operations.map(({ client }) => client)).size,
    keys.length,
    sum(operations.map(({ client }) => client)),
    sum(operations.map(({ key }) => keys.indexOf(key))),
    plan.spares,
    sum(named),
    sum(numbers.map(roughness)),
    plan.duration + sum(numbers.map(Math.abs)),
    plan.seed,
  ];
}

/** Negative if `a` is simpler than `b`, 0 if neither is. */
export function comparePlans(a: Plan, b: Plan): number {
  const [left, right] = [planCost(a), planCost(b)];
  const place = left.findIndex((number, i) => number !== right[i]);
  return place < 0 ? 0 : left[place] - right[place];
}

/** Whether `a` is simpler than `b`, whatever the plan around them. */
export function isSimplerFault(a: PlannedFault, b: PlannedFault): boolean {
  return comparePlans({ ...BARE, faults: [a] }, { ...BARE, faults: [b] }) < 0;
}

const BARE: Plan = {
  ...{ seed: 0, protocol: '', options: {}, voters: 1, spares: 0, transport: 'stream', duration: 0, healing: undefined },
  ...{ latency: { min: 0, max: 0 }, fsync: { min: 0, max: 0 }, operations: [], orders: [], faults: [] },
};

/** Everything that is set and need not be. */
function settingsOf({ options, transport, healing, faults, operations }: Plan): number {
  return (
    Object.keys(options).length +
    (transport === 'stream' ? 0 : 1) +
    (healing === undefined ? 0 : 1) +
    sum(faults.map((fault) => Object.keys(fault.parameters).length + (fault.for === undefined ? 0 : 1))) +
    operations.filter(({ via }) => via !== undefined).length
  );
}

const numbersOf = ({ for: length, parameters }: PlannedFault): number[] => [
  ...(length === undefined ? [] : [length]),
  ...Object.values(parameters).flatMap(numbersIn),
];

/** In values of every form: numbers, ranges, distributions. */
function numbersIn(value: ParameterValue): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object') return [];
  return Object.values(value).filter((part): part is number => typeof part === 'number');
}
