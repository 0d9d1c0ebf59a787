/**
 * Cuts one outage of one place into pieces, each with one cause; the pieces tile the outage.
 *
 * A moment is charged to what stood in the way of writes then: the condition of the service (`leadership.ts`), else a
 * cut between the caller and the leader. Where neither did and probes failed all the same:
 * - within `grace` (the probe's timeout + its interval) after such a condition: to that condition, since callers are
 *   still finding the new leader;
 * - before the first condition of the outage, if that follows within `grace`: to that one, since the probe was under
 *   way when it struck;
 * - else to a degrading fault active then (ties: `causes.ts`);
 * - else to the condition before it in this outage, however long ago;
 * - else `overload` if requests were refused, or `unknown`.
 */
import type { Micros } from '../../core/time.ts';
import type { NodeId } from '../../kernel/observation.ts';
import type { Stretch } from '../availability/outages-of-place.ts';
import type { Cause } from './causes.ts';
import type { FaultLog, FaultRecord } from './fault-log.ts';
import type { Condition, Episode } from './leadership.ts';
import { stepAt } from './steps.ts';

export interface Piece extends Stretch {
  readonly cause: Cause;
  readonly episode?: Episode;
  readonly fault?: FaultRecord;
}

export interface PlaceContext {
  readonly conditions: readonly Condition[];
  /** Of the place's machine. */
  readonly cuts: readonly Condition[];
  readonly faults: FaultLog;
  /** The voters and the place's machine: whose faults matter. */
  readonly nodes: ReadonlySet<NodeId>;
  readonly grace: Micros;
  /** Times at which a request to the service was refused as too much, ascending. */
  readonly refusals: readonly { readonly time: Micros }[];
}

export function attributeOutage({ start, end }: Stretch, context: PlaceContext): Piece[] {
  const { grace } = context;
  const blocked = blockedPieces(start - grace, end + grace, context);
  const pieces: Piece[] = [];
  let before: Piece | undefined;
  let at = start;
  for (const next of [...blocked, undefined]) {
    if (next !== undefined && next.end <= start) {
      before = next;
      continue;
    }
    const until = Math.min(next?.start ?? end, end);
    if (until > at) pieces.push(...fillGap({ start: at, end: until }, before, next, context));
    if (next === undefined || next.start >= end) break;
    const piece = { ...next, start: Math.max(next.start, start), end: Math.min(next.end, end) };
    pieces.push(piece);
    before = next;
    at = piece.end;
  }
  return pieces;
}

/** A stretch in which nothing known stood in the way, after `before` and before `next`. */
function fillGap(gap: Stretch, before: Piece | undefined, next: Piece | undefined, context: PlaceContext): Piece[] {
  const { grace, faults, nodes } = context;
  const pieces: Piece[] = [];
  let { start } = gap;
  if (before !== undefined && before.end + grace > start) {
    const end = Math.min(before.end + grace, gap.end);
    pieces.push({ ...before, start, end });
    start = end;
  } else if (before === undefined && next !== undefined && next.start - grace <= start) {
    return [{ ...next, start, end: gap.end }];
  }
  if (start >= gap.end) return pieces;
  const rest = { start, end: gap.end };
  const degradation = faults.degradation(start, gap.end, nodes);
  if (degradation !== undefined) pieces.push({ ...rest, ...degradation });
  else if (before !== undefined) pieces.push({ ...before, ...rest });
  else pieces.push({ ...rest, cause: refusedWithin(rest, context) ? 'overload' : 'unknown' });
  return pieces;
}

function refusedWithin({ start, end }: Stretch, { refusals, grace }: PlaceContext): boolean {
  const last = stepAt(refusals, end + grace);
  return last >= 0 && refusals[last].time >= start;
}

/** What stood in the way within [from, to]: the service's condition first, else the cut of this caller. */
function blockedPieces(from: Micros, to: Micros, { conditions, cuts, faults, nodes }: PlaceContext): Piece[] {
  const times = [from];
  for (const changes of [conditions, cuts]) {
    for (let i = stepAt(changes, from) + 1; i < changes.length && changes[i].time < to; i++)
      times.push(changes[i].time);
  }
  times.sort((a, b) => a - b);
  const pieces: Piece[] = [];
  for (let i = 0; i < times.length; i++) {
    const start = times[i];
    const end = times[i + 1] ?? to;
    if (end <= start) continue;
    const condition = conditions[stepAt(conditions, start)];
    const { cause, episode } = condition?.cause === undefined ? (cuts[stepAt(cuts, start)] ?? {}) : condition;
    if (cause === undefined) continue;
    const fault = episode === undefined ? faults.latestAt(start, nodes) : episode.trigger;
    pieces.push({ start, end, cause, episode, fault });
  }
  return pieces;
}
