/**
 * A trace as JSON Lines: one observation a line, in the order of the run, times in microseconds. Infinities become null,
 * absent fields stay absent; nodes go by their ids.
 */
import type { TraceFormat, TraceOptions } from './trace-format.ts';

export function createJsonLines(_options?: TraceOptions): TraceFormat {
  return {
    header: () => '',
    observation: (observation) => `${JSON.stringify(observation)}\n`,
    footer: () => '',
  };
}
