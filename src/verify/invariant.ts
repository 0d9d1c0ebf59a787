/** What an invariant is: a sentence about every run, its source, and a watcher that reports where it does not hold. */
import type { Micros } from '../core/time.ts';
import type { NodeId } from '../kernel/observation.ts';
import type { Trace } from '../kernel/trace.ts';

export interface InvariantContext {
  nodeName(node: NodeId): string;
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
  /** Subscribes; never drives. The answer is called once, at the end of the run. */
  watch(trace: Trace, context: InvariantContext): () => void;
}
