/**
 * Incidents: maximal stretches of calendar in which probes failed from at least one zone, each cut into segments with
 * one cause. `downSeconds` weighs every moment by the share of places (zones, of all probing clients) that were down,
 * so that the segments of an incident add up to it, and those of all incidents to
 * (1 − availability by time) · measured seconds. Times are calendar times, the warm-up included.
 *
 * The phases of an incident are those of its first episode without a leader: from its beginning to the first
 * suspicion (detection), from there to a working leader (election), from there to the first answered write (recovery).
 */
import { getOrCreate } from '../../core/get-or-create.ts';
import { type Micros, toSeconds } from '../../core/time.ts';
import { placeName } from '../availability/by-time.ts';
import { outagesOfPlace, type Stretch } from '../availability/outages-of-place.ts';
import type { ProbePlace } from '../availability/probe-log.ts';
import type { Incident, Segment } from '../result.ts';
import { attributeOutage, type Piece, type PlaceContext } from './attribute-outage.ts';
import { type Cause, compareCauses } from './causes.ts';

export function incidentsOf(
  places: readonly ProbePlace[],
  contextOf: (place: ProbePlace) => PlaceContext,
  periodEnd: Micros,
): Incident[] {
  const outages = places.flatMap((place) => {
    const stretches = outagesOfPlace(place);
    if (stretches.length === 0) return [];
    const zone = placeName(place, places);
    const context = contextOf(place);
    return stretches.map((stretch): Outage => ({ zone, stretch, pieces: attributeOutage(stretch, context) }));
  });
  outages.sort((a, b) => a.stretch.start - b.stretch.start);
  const incidents: Incident[] = [];
  for (let first = 0; first < outages.length; ) {
    let end = outages[first].stretch.end;
    let next = first + 1;
    while (next < outages.length && outages[next].stretch.start <= end) {
      end = Math.max(end, outages[next].stretch.end);
      next++;
    }
    incidents.push(toIncident(outages.slice(first, next), places.length, end, periodEnd));
    first = next;
  }
  return incidents;
}

interface Outage {
  readonly zone: string;
  readonly stretch: Stretch;
  readonly pieces: readonly Piece[];
}

function toIncident(outages: readonly Outage[], places: number, end: Micros, periodEnd: Micros): Incident {
  const pieces = outages.flatMap((outage) => outage.pieces);
  const segments = segmentsOf(pieces, places);
  const { start } = outages[0].stretch;
  const first = pieces.filter((piece) => piece.start === start).sort((a, b) => compareCauses(a.cause, b.cause))[0];
  let downSeconds = 0;
  for (const { seconds } of segments) downSeconds += seconds;
  return {
    startSeconds: toSeconds(start),
    endSeconds: toSeconds(end),
    downSeconds,
    zones: [...new Set(outages.map(({ zone }) => zone))],
    cause: segments[0].cause,
    segments,
    ...(first.fault === undefined ? {} : { trigger: first.fault.description }),
    ...phasesOf(first),
    censored: end >= periodEnd,
  };
}

/** Joins the pieces of all places: per moment and cause the share of places, neighbours of one cause put together. */
function segmentsOf(pieces: readonly Piece[], places: number): Segment[] {
  const byCause = new Map<Cause, Piece[]>();
  for (const piece of pieces) getOrCreate(byCause, piece.cause, (): Piece[] => []).push(piece);
  const segments: { cause: string; start: Micros; end: Micros; weighted: number }[] = [];
  for (const cause of [...byCause.keys()].sort(compareCauses)) {
    const ordered = [...(byCause.get(cause) ?? [])].sort((a, b) => a.start - b.start);
    let current: (typeof segments)[number] | undefined;
    for (const { start, end } of ordered) {
      if (current !== undefined && start <= current.end) {
        current.end = Math.max(current.end, end);
        current.weighted += end - start;
      } else {
        current = { cause, start, end, weighted: end - start };
        segments.push(current);
      }
    }
  }
  segments.sort((a, b) => a.start - b.start);
  return segments.map(({ cause, start, weighted }) => ({
    cause,
    startSeconds: toSeconds(start),
    seconds: toSeconds(weighted) / places,
  }));
}

/** Phases that were observed, in seconds. */
function phasesOf({ episode }: Piece): Pick<Incident, 'detectionSeconds' | 'electionSeconds' | 'recoverySeconds'> {
  if (episode === undefined) return {};
  const { start, suspected, led, answered } = episode;
  return {
    ...(suspected === undefined || suspected < start ? {} : { detectionSeconds: toSeconds(suspected - start) }),
    ...(suspected === undefined || led === undefined || led < suspected
      ? {}
      : { electionSeconds: toSeconds(led - suspected) }),
    ...(led === undefined || answered === undefined ? {} : { recoverySeconds: toSeconds(answered - led) }),
  };
}
