/**
 * How good a machine is for a task that fits there: one of the three parts of a scheduler. The highest score gets the
 * task, the first machine among equals.
 */
import type { Resources } from './scheduler.ts';

/** `free`: before the task is placed. */
export type PlacementScore = (capacity: Resources, free: Resources, demand: Resources) => number;
