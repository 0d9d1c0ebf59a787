/** The contract of a kind of fault: what it is called, what it takes, what it does to a cluster and how it is undone. */
import type { ClusterControl } from '../cluster/control.ts';
import type { Parameters, ParameterValues } from '../core/parameters.ts';
import type { RandomStream } from '../core/random/random-stream.ts';
import type { Micros } from '../core/time.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { Holds } from './holds.ts';

/** Undoes a strike. Called once; the strike's pending `after` actions are dropped before it. */
export type Heal = () => void;

/** One occurrence of a fault, as its kind sees it. */
export interface Strike {
  readonly cluster: ClusterControl;
  readonly holds: Holds;
  /** Machines by group, disjoint, client machines included where the target has them (see `target.ts`). */
  readonly groups: readonly (readonly NodeId[])[];
  /** The servers among them, in order. */
  readonly servers: readonly NodeId[];
  /** Defaults filled in. */
  readonly parameters: ParameterValues;
  /** For the kind's own choices. */
  readonly random: RandomStream;
  /** Calls `action` after `delay` on the calendar, unless the fault is healed before. */
  after(delay: Micros, action: () => void): void;
  /** Ends every occurrence of the fault of that name, or of all faults if `name` is absent. */
  healNamed(name?: string): void;
}

export interface FaultKind {
  /** As written in scenario files: `slow-disk`. */
  readonly name: string;
  /** One line. */
  readonly summary: string;
  /** One line of a scenario file. */
  readonly example: string;
  /** `nodes`: one target, of which the servers are struck. `groups`: sides of a network fault. */
  readonly targets: 'nodes' | 'groups' | 'none';
  /** How many targets it takes: {1, 1} for `nodes`, {0, 0} for `none`. */
  readonly groups: { readonly min: number; readonly max: number };
  /** Without targets: the parameter that the value of the kind's key stands for, as in `{heal: split, at: 50s}`. */
  readonly subject?: string;
  /** False: over as soon as it has struck, a length means nothing. */
  readonly lasting: boolean;
  readonly parameters: Parameters;
  /**
   * Present on kinds that, given these parameters, change nothing by themselves between their strike and their end: a
   * machine that is down stays down. A cluster may be at rest around it.
   */
  inert?(parameters: ParameterValues): boolean;
  /** Changes the world. Never called without servers (`nodes`) or with an empty first group (`groups`). */
  strike(strike: Strike): Heal | undefined;
  /** As a person would say it, given the text of each group: `crash of n3`, `partition: zone a | rest`. */
  describe(groups: readonly string[], parameters: ParameterValues): string;
  /** When it ends by itself, if the scenario gives no length, microseconds after it struck. */
  naturalLength?(parameters: ParameterValues, servers: number): Micros;
}
