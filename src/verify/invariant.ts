/** What an invariant is: a sentence about every run, its source, and a watcher that reports where it does not hold. */
import type { LogStructure } from '../algorithms/consensus/consensus.ts';
import type { Micros } from '../core/time.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { Trace } from '../kernel/trace.ts';
import type { Replicas } from './replicas.ts';
import type { ServerFlow } from './server-flow.ts';

export interface InvariantContext {
  nodeName(node: NodeId): string;
  /** What the replicas have told of themselves so far, the observation under way included. Shared; made when asked for. */
  replicas(): Replicas;
  /** The books of the servers of all pools, as they are now. */
  flows(): readonly ServerFlow[];
  /** Says that the invariant was broken at `time` (calendar). May be called any number of times. */
  report(time: Micros, detail: string): void;
}

export interface Invariant {
  /** Kebab-case; becomes `Violation.property`. */
  readonly name: string;
  /** One sentence that holds in every correct run, whatever faults there are. */
  readonly statement: string;
  /** Paper and section. */
  readonly source: string;
  /** `always`: cheap enough for every run. `logs`: it looks at every entry of every log, so only where that is asked for. */
  readonly cost: 'always' | 'logs';
  /** The protocols that owe it, by what a log is to them; absent: all. */
  readonly of?: LogStructure;
  /** Subscribes; never drives. The answer is called once, with the calendar time at which the run ended. */
  watch(trace: Pick<Trace, 'subscribe'>, context: InvariantContext): (end: Micros) => void;
}
