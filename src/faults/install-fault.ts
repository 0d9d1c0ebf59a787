/** One fault of a scenario put on the calendar: its members' schedules, its limit, its bursts. */
import type { Topology } from '../cluster/topology.ts';
import { createDistribution } from '../core/distributions/create-distribution.ts';
import type { RandomStream } from '../core/random/random-stream.ts';
import type { Micros } from '../core/time.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { NodeId } from '../kernel/observation.ts';
import { neighbours } from './neighbours.ts';
import { installOccurrences } from './occurrence-times.ts';
import type { Occurrences } from './occurrences.ts';
import type { FaultMember, PreparedFault } from './prepare-fault.ts';

export interface FaultParts {
  readonly kernel: Kernel;
  readonly topology: Topology;
  /** The random stream of that name. */
  readonly stream: (name: string) => RandomStream;
  readonly start: Micros;
  readonly end: Micros;
  readonly at: (time: Micros, owner: number, action: () => void) => void;
  readonly strike: Occurrences['strike'];
}

/** `index` is the fault's position in the scenario. */
export function installFault(
  { spec, kind, parameters, members }: PreparedFault,
  index: number,
  parts: FaultParts,
): void {
  const { kernel, topology, stream, start, end } = parts;
  const { name, schedule, length, burst } = spec;
  const latest = Math.min(spec.to ?? Number.POSITIVE_INFINITY, end - 1);
  const lasts = schedule.type === 'mtbf' ? schedule.repair : length;
  const lengths = lasts === undefined ? undefined : createDistribution(lasts);
  let left = spec.limit ?? Number.POSITIVE_INFINITY;

  const at = (time: Micros, action: () => void): void => parts.at(time, index, action);

  const strike = (
    { targets }: FaultMember,
    path: string,
    lasting: Micros | undefined,
  ): readonly NodeId[] | undefined => {
    const choices = stream(`${path}/choices`);
    const effects = stream(`${path}/effects`);
    return parts.strike({ name, kind, targets, parameters, length: lasting, choices, effects })?.servers;
  };

  const takeAlong = (path: string, struck: readonly NodeId[]): void => {
    if (burst === undefined || kind.targets !== 'nodes') return;
    for (const neighbour of neighbours(topology, struck, burst.within)) {
      const below = `${path}/burst/${neighbour.name}`;
      const random = stream(below);
      const taken = random() < burst.share;
      const time = kernel.now + Math.round(random() * burst.spread);
      const lasting = lengths === undefined ? undefined : Math.max(0, Math.round(lengths.sample(random)));
      const member: FaultMember = { name: neighbour.name, targets: [{ type: 'node', name: neighbour.name }] };
      if (taken && time <= latest) at(time, () => strike(member, below, lasting));
    }
  };

  for (const member of members) {
    const path = member.name === '' ? `faults/${name}` : `faults/${name}/${member.name}`;
    const scheduled = { schedule, length, start, earliest: spec.from ?? 0, latest, random: stream(path) };
    installOccurrences(scheduled, at, (lasting) => {
      if (left <= 0) return false;
      const struck = strike(member, path, lasting);
      if (struck !== undefined) {
        left--;
        takeAlong(path, struck);
      }
      return left > 0;
    });
  }
}
