/**
 * Where motifs play: what a run is made of, and a list to write decisions into. Lengths are drawn in the units that
 * matter to a protocol: the trip of a message, and its patience.
 */
import type { ParameterValues } from '../../core/parameters.ts';
import type { Micros } from '../../core/time.ts';
import type { HuntSpace } from '../hunt-space.ts';
import type { Plan, PlannedFault, PlannedOperation, PlannedOrder } from '../plan.ts';
import { machineName } from '../shrink/machine-names.ts';
import type { Draw } from './draw.ts';
import type { Configuration } from './draw-configuration.ts';

export const LEADER = 'leader of store';

/** What clients of this run do. */
export interface Habits {
  readonly keys: readonly string[];
  readonly clients: number;
  readonly writes: readonly PlannedOperation['f'][];
}

/** Drawn where absent, but for `via`. */
export interface CallOptions {
  readonly client?: number;
  /** The replica asked first; absent: whoever the client believes to lead. */
  readonly via?: number;
  readonly key?: string;
}

export interface Stage extends Configuration {
  readonly draw: Draw;
  readonly habits: Habits;
  /** Kinds of messages that this run meddles with. */
  readonly messageKinds: readonly string[];
  /** Kinds of messages that carry commands. */
  readonly carriers: readonly string[];
  /** Ends each fault at the healing, if nothing else does. */
  fault(at: Micros, kind: string, groups: readonly string[], length?: Micros, parameters?: ParameterValues): void;
  call(at: Micros, f: PlannedOperation['f'], more?: CallOptions): void;
  /** The clock of some machine runs fast (slow if negative), that of each machine once a run. */
  drift(at: Micros, rate: number, length: Micros): void;
  /** `insists`: gives up after that; without it, not before it is carried out. */
  order(at: Micros, type: PlannedOrder['type'], nodes: readonly number[], insists?: Micros): void;
  /** A voter of the first membership, or a spare. */
  machine(): number;
  /** Its name. */
  node(): string;
  /** The leader, somebody else, or a machine by name. */
  target(): string;
  /** About as long as messages and syncs take. */
  moment(): Micros;
  /** Up to the shortest patience. */
  lull(): Micros;
  /** Long enough for others to act, and more. */
  absence(): Micros;
  readonly decisions: () => Pick<Plan, 'faults' | 'operations' | 'orders'>;
}

export function createStage(
  configuration: Configuration,
  habits: Habits,
  messages: Pick<HuntSpace, 'messageKinds' | 'carriers'>,
  draw: Draw,
): Stage {
  const { voters, spares, rhythm } = configuration;
  const { patience, trip } = rhythm;
  const faults: PlannedFault[] = [];
  const operations: PlannedOperation[] = [];
  const orders: PlannedOrder[] = [];
  const drifted = new Set<number>();
  const time = (at: Micros): Micros => Math.max(0, Math.round(at));

  const stage: Stage = {
    ...configuration,
    draw,
    habits,
    messageKinds: messages.messageKinds,
    carriers: messages.carriers ?? [],
    fault(at, kind, groups, length, parameters = {}) {
      const lasts = length === undefined ? {} : { for: Math.max(1, Math.round(length)) };
      faults.push({ kind, groups, at: time(at), ...lasts, parameters });
    },
    call(at, f, { client = draw.integer(habits.clients), via, key = draw.pick(habits.keys) } = {}) {
      operations.push({ at: time(at), f, key, client, ...(via === undefined ? {} : { via }) });
    },
    drift(at, rate, length) {
      const machine = draw.integer(voters + spares);
      if (drifted.has(machine)) return;
      drifted.add(machine);
      stage.fault(at, 'clock-drift', [machineName(machine)], length, { rate });
    },
    order(at, type, nodes, insists) {
      orders.push({ at: time(at), ...(insists === undefined ? {} : { for: Math.round(insists) }), type, nodes });
    },
    machine: () => (spares > 0 && draw.chance(0.2) ? voters + draw.integer(spares) : draw.integer(voters)),
    node: () => machineName(stage.machine()),
    target() {
      if (draw.chance(0.45)) return LEADER;
      return voters > 1 && draw.chance(0.3) ? 'a follower of store' : stage.node();
    },
    moment: () => draw.between(Math.max(1, trip / 20), 3 * Math.max(trip, 200)),
    lull: () => draw.between(patience.min / 20, patience.min),
    absence: () => draw.between(patience.min, 5 * patience.max),
    decisions: () => ({
      faults: byTime(faults),
      operations: byTime(operations),
      orders: byTime(orders),
    }),
  };
  return stage;
}

const byTime = <T extends { readonly at: Micros }>(list: readonly T[]): T[] => [...list].sort((a, b) => a.at - b.at);
