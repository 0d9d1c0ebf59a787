/** A trace as JSON Lines: one observation a line, in the order of the run, times in microseconds. */
import type { Observation } from '../../kernel/observation.ts';

/** Ends with a line feed. Infinities become null, absent fields stay absent. */
export function observationToJsonLine(observation: Observation): string {
  return `${JSON.stringify(observation)}\n`;
}
