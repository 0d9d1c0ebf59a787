/** A pattern of trouble that has broken protocols before, with its amounts left open. Runs are made of a few of them. */
import type { Transport } from '../../cluster/topology.ts';
import type { Micros } from '../../core/time.ts';
import type { Stage } from './stage.ts';

/** Of a configuration: where a motif has most to play with. */
export interface Wishes {
  /** One of these sizes. */
  readonly voters?: readonly number[];
  /** Replicas outside the first membership. */
  readonly spares?: boolean;
  readonly transport?: Transport;
  /** Options that had better not keep their defaults, by the names that protocols share. */
  readonly options?: readonly string[];
}

export interface Motif {
  readonly name: string;
  /** How often it is drawn, among those that a run has on. */
  readonly weight: number;
  /** Many runs that have it on grant them; it must not need them. */
  readonly wishes?: Wishes;
  /** Default: everywhere. */
  fits?(stage: Stage): boolean;
  /** Puts it onto the stage from `at` on, and answers when the next may begin: often before it is over. */
  play(stage: Stage, at: Micros): Micros;
}
