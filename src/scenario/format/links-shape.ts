/** `topology.links`: how messages fare between two places. */
import { optional, withDefault } from '../decode/field.ts';
import { inherited } from '../decode/inherited.ts';
import { mapOf } from '../decode/map-of.ts';
import { quantity } from '../decode/quantity.ts';
import { randomDuration } from '../decode/random-quantity.ts';
import { record } from '../decode/record.ts';
import type { Decoded } from '../decode/shape.ts';
import { DEFAULTS, LATENCY_DEFAULTS } from '../defaults.ts';
import { unlimitedOr } from './unlimited.ts';

const chance = quantity('share', { min: 0, max: 1 });

const linkShape = (name: keyof typeof LATENCY_DEFAULTS) =>
  record('a link: latency, loss, duplicate, reorder, bandwidth', {
    latency: inherited(randomDuration, LATENCY_DEFAULTS[name], 'time one way'),
    loss: inherited(chance, DEFAULTS.none, 'share of the packets lost'),
    duplicate: inherited(chance, DEFAULTS.none, 'share of the datagrams delivered twice'),
    reorder: inherited(chance, DEFAULTS.none, 'share of the datagrams that later ones overtake'),
    bandwidth: inherited(unlimitedOr('bandwidth', { above: 0 }), DEFAULTS.unlimited, 'bytes a second each way'),
  });

export type LinkDraft = Decoded<ReturnType<typeof linkShape>>;

const roundTrip = quantity('duration', { above: 0 });

export const linksShape = record('links: same-zone, cross-zone, …', {
  'same-node': optional(linkShape('same-node'), 'between processes of one node'),
  'same-rack': optional(linkShape('same-rack'), 'within a rack; taken from same-zone where only that is given'),
  'same-zone': optional(linkShape('same-zone'), 'between racks of a zone'),
  'cross-zone': optional(linkShape('cross-zone'), 'between zones of a region'),
  'cross-region': optional(linkShape('cross-region'), 'between regions'),
  'round-trips': optional(
    mapOf(
      'a table of round trips such as {eu: {us: 68ms}}',
      mapOf('round trips from this region such as {us: 68ms}', roundTrip),
    ),
    'round-trip times between regions; half of it each way. One direction is enough',
  ),
  'round-trip-jitter': withDefault(
    quantity('share', { min: 0, max: 100 }),
    DEFAULTS.jitter,
    'how far the 99th percentile of the times in round-trips lies above them; 0 makes them constant',
  ),
});

export type LinksDraft = Decoded<typeof linksShape>;
