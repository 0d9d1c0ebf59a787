/** Calls that motifs make beside the steady load. */
import type { Micros } from '../../core/time.ts';
import type { Stage } from './stage.ts';

/** `count` writes, `gap` apart on average. Without `via` they go to whoever their client believes to lead. */
export function writes(stage: Stage, at: Micros, count: number, gap: Micros, client?: number): void {
  const { draw, habits } = stage;
  for (let i = 0; i < count; i++) stage.call(at + i * gap, draw.pick(habits.writes), { client });
}

/** One client goes from machine to machine until it finds somebody who takes its write. */
export function writeElsewhere(stage: Stage, at: Micros, span: Micros): void {
  const { draw, habits } = stage;
  const client = draw.integer(habits.clients);
  const count = 1 + draw.integer(3);
  for (let i = 0; i < count; i++) {
    const via = stage.machine();
    stage.call(at + draw.between(1, span), draw.pick(habits.writes), { client, via });
  }
}

/** Reads by clients that have not heard of anything new, or of any machine. */
export function reads(stage: Stage, at: Micros, span: Micros): void {
  const { draw } = stage;
  const count = 1 + draw.integer(6);
  for (let i = 0; i < count; i++) {
    const when = at + draw.between(1, span);
    stage.call(when, 'read', draw.chance(0.5) ? {} : { via: stage.machine() });
  }
}
