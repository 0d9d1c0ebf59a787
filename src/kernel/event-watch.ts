/** For those who look at single events, to find where two runs part. Costs nothing while nobody does. */
import type { Micros } from '../core/time.ts';
import type { NodeId } from './observation.ts';

/** What the events of one handler are called, and where they happen. */
export interface EventKind {
  readonly name: string;
  /** The node of an event with these integers; absent for what happens at no node. */
  readonly node?: (a: number, b: number) => NodeId;
}

/** Called before the handler of each event. It may look, and must not touch. */
export type EventWatcher = (time: Micros, handler: number, kind: EventKind, a: number, b: number) => void;
