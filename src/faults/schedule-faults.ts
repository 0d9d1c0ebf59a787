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
import type { Micros } from '../core/time.ts';
import { createAgenda } from './agenda.ts';
import type { FaultSpec } from './fault.ts';
import { installFault } from './install-fault.ts';
import { type ActiveFault, type Attempt, createOccurrences } from './occurrences.ts';
import { read } from './parameter-values.ts';
import { prepareFault } from './prepare-fault.ts';
import { createStreams } from './streams.ts';
import type { FaultWorld } from './world.ts';

export interface FaultEngine {
  /** In the order in which they struck. */
  active(): readonly ActiveFault[];
  /** Whether nothing is active but what changes nothing until it ends, such as machines that are down. */
  inert(): boolean;
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

/** RangeError on a record that a validated scenario cannot contain. */
export function scheduleFaults(
  world: FaultWorld,
  faults: readonly FaultSpec[],
  start: Micros,
  end: Micros,
): FaultEngine {
  checkNames(faults);
  const { kernel, cluster, services, seed } = world;
  const { topology } = cluster;
  const agenda = createAgenda(kernel);
  const occurrences = createOccurrences(world, agenda);
  let stopped = false;
  let missed = 0;

  const parts = {
    kernel,
    topology,
    stream: createStreams(seed),
    start,
    end,
    at: (time: Micros, owner: number, action: () => void): void => {
      agenda.at(time, owner, () => {
        if (!stopped) action();
      });
    },
    strike: (attempt: Attempt) => {
      const struck = occurrences.strike(attempt);
      if (struck === undefined) missed++;
      return struck;
    },
  };
  faults
    .map((spec) => prepareFault(spec, { topology, services }))
    .forEach((fault, index) => {
      installFault(fault, index, parts);
    });

  return {
    active: occurrences.active,
    inert: occurrences.inert,
    heal: (name) => occurrences.heal(name),
    healAll: () => occurrences.heal(),
    stop() {
      stopped = true;
      occurrences.heal();
    },
    missed: () => missed,
  };
}
