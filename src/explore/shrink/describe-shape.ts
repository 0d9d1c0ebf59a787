/**
 * What a shrunk counterexample looks like once names, times and amounts are forgotten: one line that two different
 * campaigns that find the same bug are likely to share, and two different bugs are not. Groups findings.
 */
import type { Plan, PlannedFault } from '../plan.ts';
import { machineOf, partsOf } from './machine-names.ts';

/** `election-safety: crash, tamper hold raft/vote-response ×2; remove; preVote`. The same for plans that differ in names alone. */
export function describeShape(plan: Plan, property: string): string {
  const { faults, orders, operations, options, transport, latency, healing } = plan;
  const settings = [
    ...Object.keys(options),
    ...(transport === 'stream' ? [] : [transport]),
    ...(latency.min < latency.max ? ['random latency'] : []),
    ...(healing === undefined || healing.without.length === 0 ? [] : ['minority left out']),
  ];
  const sorts = [
    counted(faults.map(shapeOf)),
    counted(orders.map(({ type }) => type)),
    // How many calls it takes is chance more often than cause.
    [...new Set(operations.map(({ f }) => f))].sort(),
    settings.sort(),
  ];
  const shape = sorts.filter((sort) => sort.length > 0).map((sort) => sort.join(', '));
  return `${property}: ${shape.length === 0 ? 'nothing' : shape.join('; ')}`;
}

function shapeOf({ kind, groups, parameters }: PlannedFault): string {
  const texts = Object.values(parameters).filter((value) => typeof value === 'string');
  return [kind, ...groups.slice(0, -1).map(sizeOf), ...texts].join(' ');
}

/** The last group is left out: it is one machine, or the rest. */
const sizeOf = (group: string): string => {
  const parts = partsOf(group);
  return parts.every((part) => machineOf(part) !== undefined) ? String(parts.length) : group;
};

function counted(names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => (count === 1 ? name : `${name} ×${count}`));
}
