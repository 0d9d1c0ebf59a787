/** The stretches in which a place was down: its runs of `fail` and `info`, joined where they touch. */
import type { Micros } from '../../core/time.ts';
import type { ProbePlace } from './probe-log.ts';

export interface Stretch {
  readonly start: Micros;
  readonly end: Micros;
}

export function outagesOfPlace(place: ProbePlace): Stretch[] {
  const stretches: { start: Micros; end: Micros }[] = [];
  for (const { outcome, start, end } of place.runs) {
    if (outcome === 'ok' || end <= start) continue;
    const last = stretches.at(-1);
    if (last !== undefined && last.end === start) last.end = end;
    else stretches.push({ start, end });
  }
  return stretches;
}
