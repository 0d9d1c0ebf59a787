/**
 * Availability by time: the share of the calendar in which a write probed from a zone succeeds within its timeout,
 * averaged over the zones. What a tick covers is said in `probe-log.ts`.
 */
import type { Micros } from '../../core/time.ts';
import { outagesOfPlace } from './outages-of-place.ts';
import type { ProbePlace } from './probe-log.ts';

export interface AvailabilityByTime {
  /** Mean over the zones, 0..1; undefined without probes. */
  readonly mean: number | undefined;
  /** By zone; by `client/zone` where several clients probe. */
  readonly byZone: Readonly<Record<string, number>>;
}

export function availabilityByTime(places: readonly ProbePlace[], length: Micros): AvailabilityByTime {
  if (places.length === 0 || length <= 0) return { mean: undefined, byZone: {} };
  const byZone: Record<string, number> = {};
  let down = 0;
  for (const place of places) {
    let placeDown = 0;
    for (const { start, end } of outagesOfPlace(place)) placeDown += end - start;
    byZone[placeName(place, places)] = 1 - placeDown / length;
    down += placeDown;
  }
  return { mean: 1 - down / (length * places.length), byZone };
}

/** The zone, unless several clients probe. */
export function placeName(place: ProbePlace, places: readonly ProbePlace[]): string {
  return places.every(({ client }) => client === place.client) ? place.zone : `${place.client}/${place.zone}`;
}
