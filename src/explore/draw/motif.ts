/** A pattern of trouble that has broken protocols before, with its amounts left open. Runs are made of a few of them. */
import type { Micros } from '../../core/time.ts';
import type { Stage } from './stage.ts';

export interface Motif {
  readonly name: string;
  /** How often it is drawn, among those that a run has on. */
  readonly weight: number;
  /** Default: everywhere. */
  fits?(stage: Stage): boolean;
  /** Puts it onto the stage from `at` on, and answers when the next may begin: often before it is over. */
  play(stage: Stage, at: Micros): Micros;
}
