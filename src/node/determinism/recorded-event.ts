/** One event of a run, with all that anybody could see of it; plain data that crosses threads. */
export interface RecordedEvent {
  /** Counted from 1; 0 is the boot, before the first event. */
  readonly number: number;
  /** Calendar time in microseconds; negative in the warm-up. */
  readonly time: number;
  readonly name: string;
  /** The handler's number and the two integers that it was called with. */
  readonly handler: number;
  readonly a: number;
  readonly b: number;
  /** Where it happened; undefined for what happens at no node. */
  readonly node: number | undefined;
  /** What was observed while it was handled, as JSON: messages delivered, sent and dropped, terms, faults, … */
  readonly observations: readonly string[];
}

/** Equal for equal events. */
export const identityOf = ({ time, handler, a, b, observations }: RecordedEvent): string =>
  `${time} ${handler} ${a} ${b}\n${observations.join('\n')}`;
