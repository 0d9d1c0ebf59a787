/** One sentence of a narrative: when, where, what. */
import { type Micros, SECOND } from '../../core/time.ts';
import type { NodeId } from '../../kernel/observation.ts';

export type Subject = 'fault' | 'machine' | 'election' | 'log' | 'message' | 'operation' | 'violation';

export interface Line {
  readonly time: Micros;
  /** Where it happened; absent for what happened to several or to the network. */
  readonly node: NodeId | undefined;
  readonly subject: Subject;
  /** Without a full stop. */
  readonly text: string;
  /** Lines that may be left out where there are too many: they happen in every run. */
  readonly routine: boolean;
}

/** `1.203 s`. Lines keep their order where that is not enough to tell them apart. */
export const formatInstant = (time: Micros): string => `${(time / SECOND).toFixed(3)} s`;

export const formatLine = ({ time, text }: Line): string => `${formatInstant(time)}: ${text}`;

/** `n1`, `n1 and n2`, `n1, n2 and n3`. */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
