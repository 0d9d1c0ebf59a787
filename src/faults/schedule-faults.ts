/**
 * Puts a scenario's faults on the calendar.
 *
 * - Each fault, and each member of an `each …` target, draws its times from the stream `faults/<fault>/<member>`; random
 *   targets, the kind's own choices and bursts have streams below that name. So faults do not disturb each other.
 * - Explicit times (`at`, `from`, `to`) are taken literally, on the calendar. Random schedules count from `start`, or
 *   from `from` if that is later. Nothing strikes at `end` or after it; what is active then stays so.
 * - A target that is nobody when the fault fires (no leader at the moment) makes it miss; so does a fault without an
 *   end that still holds the same machines. Misses are counted, but not towards `limit`, and the schedule goes on.
 * - A burst is drawn once for each neighbour at each strike (share, delay, length); neighbours do not start bursts, and
 *   do not count towards `limit`.
 * - With `mtbf` a heal by name ends the downtime but does not move the next failure.
 */
import { createDistribution } from '../core/distributions/create-distribution.ts';
import { type RandomStream, randomStream } from '../core/random/random-stream.ts';
import type { Micros } from '../core/time.ts';
import type { NodeId } from '../kernel/observation.ts';
import { createAgenda } from './agenda.ts';
import type { FaultSpec } from './fault.ts';
import { neighbours } from './neighbours.ts';
import { installOccurrences } from './occurrence-times.ts';
import { type ActiveFault, createOccurrences } from './occurrences.ts';
import { read } from './parameter-values.ts';
import { type FaultMember, type PreparedFault, prepareFault } from './prepare-fault.ts';
import type { FaultWorld } from './world.ts';

export interface FaultEngine {
  /** In the order in which they struck. */
  active(): readonly ActiveFault[];
  /** Ends the active occurrences of one fault; its schedule goes on. */
  heal(name: string): void;
  /** Ends everything that is active; schedules go on. */
  healAll(): void;
  /** Ends everything that is active and lets nothing strike any more: how liveness after healing is tested. */
  stop(): void;
  /** Times that a fault was due and did not strike: its target was nobody, or in its hold already. */
  missed(): number;
}

const checkNames = (faults: readonly FaultSpec[]): void => {
  const names = new Set<string>();
  for (const { name } of faults) {
    if (names.has(name)) throw new RangeError(`two faults are called ${name}`);
    names.add(name);
  }
  for (const { name, kind, parameters } of faults) {
    if (kind !== 'heal') continue;
    const healed = read.text(parameters, 'fault');
    if (healed !== 'all' && !names.has(healed)) throw new RangeError(`fault ${name}: no fault is called ${healed}`);
  }
};

/** Streams by name, made when first used: most neighbours of most nodes never burst. */
const createStreams = (seed: number): ((name: string) => RandomStream) => {
  const streams = new Map<string, RandomStream>();
  return (name) => {
    const known = streams.get(name);
    if (known !== undefined) return known;
    const stream = randomStream(seed, name);
    streams.set(name, stream);
    return stream;
  };
};

/** RangeError on a record that a validated scenario cannot contain. */
export function scheduleFaults(
  world: FaultWorld,
  faults: readonly FaultSpec[],
  start: Micros,
  end: Micros,
): FaultEngine {
  checkNames(faults);
  const { kernel, cluster, services, seed } = world;
  const agenda = createAgenda(kernel);
  const occurrences = createOccurrences(world, agenda);
  const stream = createStreams(seed);
  let stopped = false;
  let missed = 0;

  const install = ({ spec, kind, parameters, members }: PreparedFault, index: number): void => {
    const { name, schedule, length, burst } = spec;
    const latest = Math.min(spec.to ?? Number.POSITIVE_INFINITY, end - 1);
    const lasts = schedule.type === 'mtbf' ? schedule.repair : length;
    const lengths = lasts === undefined ? undefined : createDistribution(lasts);
    let left = spec.limit ?? Number.POSITIVE_INFINITY;

    const at = (time: Micros, action: () => void): void => {
      agenda.at(time, index, () => {
        if (!stopped) action();
      });
    };
    const strike = (member: FaultMember, path: string, lasting: Micros | undefined): readonly NodeId[] | undefined => {
      const choices = stream(`${path}/choices`);
      const effects = stream(`${path}/effects`);
      const struck = occurrences.strike({
        name,
        kind,
        targets: member.targets,
        parameters,
        length: lasting,
        choices,
        effects,
      });
      if (struck === undefined) missed++;
      return struck?.servers;
    };
    const spread = (path: string, struck: readonly NodeId[]): void => {
      if (burst === undefined || kind.targets !== 'nodes') return;
      for (const neighbour of neighbours(cluster.topology, struck, burst.within)) {
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
      const random = stream(path);
      const scheduled = { schedule, length, start, earliest: spec.from ?? 0, latest, random };
      installOccurrences(scheduled, at, (lasting) => {
        if (left <= 0) return false;
        const struck = strike(member, path, lasting);
        if (struck !== undefined) {
          left--;
          spread(path, struck);
        }
        return left > 0;
      });
    }
  };

  faults.map((spec) => prepareFault(spec, { topology: cluster.topology, services })).forEach(install);

  return {
    active: occurrences.active,
    heal: (name) => occurrences.heal(name),
    healAll: () => occurrences.heal(),
    stop() {
      stopped = true;
      occurrences.heal();
    },
    missed: () => missed,
  };
}
