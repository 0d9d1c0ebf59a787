/**
 * A trace as JSON Lines: first a line `{"kind":"trace","nodes":[…]}` that names the nodes by their ids, then one
 * observation a line, in the order of the run, times in microseconds. Infinities become null, absent fields stay absent.
 */
import type { Observation } from '../../kernel/observation.ts';
import type { TraceFormat, TraceOptions } from './trace-format.ts';

const line = (value: unknown): string => `${JSON.stringify(value)}\n`;

export function createJsonLines({ nodes }: TraceOptions): TraceFormat {
  return {
    header: () => line({ kind: 'trace', nodes }),
    observation: (observation: Observation) => line(observation),
    footer: () => '',
  };
}
