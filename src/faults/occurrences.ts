/**
 * The faults in force. Every strike is one occurrence with a number of its own, from the observation of its start to
 * that of its end; what it changed is undone exactly once, whether its time is over or somebody heals it.
 */
import type { ParameterValues } from '../core/parameters.ts';
import type { RandomStream } from '../core/random/random-stream.ts';
import type { Micros } from '../core/time.ts';
import type { EventHandle } from '../kernel/event-queue.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { Agenda } from './agenda.ts';
import { describeGroup } from './describe-group.ts';
import type { FaultKind, Heal, Strike } from './fault-kind.ts';
import { createHolds } from './holds.ts';
import { resolveGroups } from './resolve-groups.ts';
import type { Target } from './target.ts';
import type { FaultWorld } from './world.ts';

export interface ActiveFault {
  /** Numbers the occurrences of a run, from 0. */
  readonly id: number;
  /** The fault's name in the scenario. */
  readonly name: string;
  readonly kind: string;
  readonly description: string;
  readonly nodes: readonly NodeId[];
  /** Calendar times; without `until` it lasts until healed. */
  readonly since: Micros;
  readonly until?: Micros;
}

export interface Attempt {
  readonly name: string;
  readonly kind: FaultKind;
  readonly targets: readonly Target[];
  readonly parameters: ParameterValues;
  /** Until healed, or until its natural end, if absent. */
  readonly length?: Micros;
  /** Draws for random targets, and for the kind's own choices. */
  readonly choices: RandomStream;
  readonly effects: RandomStream;
}

export interface Occurrences {
  /**
   * The servers struck, or undefined if it misses: a target is nobody at the moment, or the fault has no end and still
   * holds the same machines (it would pile up for nothing).
   */
  strike(attempt: Attempt): { readonly servers: readonly NodeId[] } | undefined;
  active(): readonly ActiveFault[];
  /** Whether whatever is active changes nothing until it ends. */
  inert(): boolean;
  /** Ends the active occurrences of a fault, or of all of them. */
  heal(name?: string): void;
}

interface Entry extends ActiveFault {
  readonly groups: readonly (readonly NodeId[])[];
  readonly timers: Set<EventHandle>;
  readonly inert: boolean;
  undo?: Heal;
}

export function createOccurrences(world: FaultWorld, agenda: Agenda): Occurrences {
  const { kernel, trace, cluster } = world;
  const surroundings = { topology: cluster.topology, services: world.services };
  const servers = new Set(cluster.topology.nodes.filter(({ role }) => role === 'server').map(({ id }) => id));
  const holds = createHolds(cluster);
  const entries = new Map<number, Entry>();
  let next = 0;

  const publish = (entry: Entry, phase: 'start' | 'end'): void => {
    const { id, kind: fault, description, nodes, until } = entry;
    trace.publish({ kind: 'fault', time: kernel.now, id, phase, fault, description, nodes, until });
  };

  const end = (entry: Entry): void => {
    if (!entries.delete(entry.id)) return;
    for (const timer of entry.timers) agenda.cancel(timer);
    entry.undo?.();
    publish(entry, 'end');
  };

  const heal = (name: string | undefined, except?: number): void => {
    for (const entry of [...entries.values()]) {
      if (entry.id !== except && (name === undefined || entry.name === name)) end(entry);
    }
  };

  const afterFor =
    (entry: Entry): Strike['after'] =>
    (delay, action) => {
      const timer = agenda.at(kernel.now + delay, entry.id, () => {
        entry.timers.delete(timer);
        action();
      });
      entry.timers.add(timer);
    };

  /** When it will be over, if that is known; a length beyond exact time is for ever. */
  const endTime = ({ kind, parameters, length }: Attempt, struck: number): Micros | undefined => {
    if (!kind.lasting) return kernel.now;
    const until = kernel.now + (length ?? kind.naturalLength?.(parameters, struck) ?? Number.POSITIVE_INFINITY);
    return until <= Number.MAX_SAFE_INTEGER ? until : undefined;
  };

  const sameGroups = (a: Entry['groups'], b: Entry['groups']): boolean =>
    a.every((group, i) => group.length === b[i].length && group.every((node, j) => node === b[i][j]));
  const holdsAlready = (name: string, groups: Entry['groups']): boolean =>
    [...entries.values()].some((entry) => entry.name === name && sameGroups(entry.groups, groups));

  return {
    strike(attempt) {
      const { name, kind, targets, parameters } = attempt;
      const groups = resolveGroups(targets, surroundings, attempt.choices);
      if (targets.some(({ type }, index) => type !== 'rest' && groups[index].length === 0)) return undefined;
      const struck = groups.flat().filter((node) => servers.has(node));
      if (kind.targets === 'nodes' && struck.length === 0) return undefined;
      const until = endTime(attempt, struck.length);
      if (until === undefined && holdsAlready(name, groups)) return undefined;

      const texts = targets.map((target, index) => describeGroup(target, groups[index], cluster.topology));
      const named = groups.filter((_, index) => targets[index].type !== 'rest').flat();
      const entry: Entry = {
        id: next++,
        name,
        kind: kind.name,
        description: kind.describe(texts, parameters),
        nodes: kind.targets === 'nodes' ? struck : named,
        since: kernel.now,
        until,
        groups,
        timers: new Set(),
        inert: kind.inert?.(parameters) ?? false,
      };
      entries.set(entry.id, entry);
      publish(entry, 'start');
      const after = afterFor(entry);
      entry.undo = kind.strike({
        cluster,
        holds,
        groups,
        servers: struck,
        parameters,
        random: attempt.effects,
        after,
        healNamed: (healed) => heal(healed, entry.id),
      });
      if (!kind.lasting) end(entry);
      else if (entry.until !== undefined) after(entry.until - kernel.now, () => end(entry));
      return { servers: struck };
    },
    active: () =>
      [...entries.values()].map(({ id, name, kind, description, nodes, since, until }) => ({
        id,
        name,
        kind,
        description,
        nodes,
        since,
        until,
      })),
    inert: () => [...entries.values()].every(({ inert }) => inert),
    heal,
  };
}
