/** In which order waiting tasks are looked at: one of the three parts of a scheduler. */
import type { Micros } from '../../core/time.ts';
import type { Unit } from './parts/unit.ts';
import type { Resources, WaitingTask } from './scheduler.ts';

export interface QueueOrder {
  /**
   * Below 0 if `a` goes before `b`; 0 leaves it to the time of submission. May change as tasks start and end, and may look
   * at nothing but priority, user and class.
   */
  compare(a: Unit, b: Unit): number;
  started?(task: WaitingTask): void;
  /** `runtime`: undefined if it did not come to its end. */
  ended?(task: WaitingTask, runtime: Micros | undefined): void;
  /** What the machines that are there have in sum: told whenever it changes, in the same array. */
  capacity?(total: Resources): void;
}
