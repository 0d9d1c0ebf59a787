/** `topology`: regions, zones, racks and nodes, the links between them and the machines. */

import { either } from '../decode/either.ts';
import { optional, required } from '../decode/field.ts';
import { located } from '../decode/located.ts';
import { mapOf } from '../decode/map-of.ts';
import { quantity } from '../decode/quantity.ts';
import { record } from '../decode/record.ts';
import type { Decoded } from '../decode/shape.ts';
import { linksShape } from './links-shape.ts';
import { machineShape } from './machine-shape.ts';

/** How many nodes stand there. Not expanded before `check-size.ts` has seen it. */
const count = located(quantity('integer', { min: 1 }));

const rack = record('a rack such as {nodes: 2}', { nodes: required(count, 'how many nodes stand in the rack') });

const zone = record('a zone such as {nodes: 2}', {
  nodes: optional(count, 'how many nodes stand in the zone'),
  racks: optional(mapOf('racks such as {r1: {nodes: 2}}', rack), 'racks by name, instead of nodes'),
});

const zones = mapOf('zones such as {a: {nodes: 2}, b: {nodes: 1}}', zone);

const region = record('a region such as {zones: {a: {nodes: 2}}}', {
  zones: optional(zones, 'zones by name'),
  nodes: optional(count, 'shorthand for one zone `a` with so many nodes'),
});

export const topologyShape = record('a topology: nodes, zones or regions, and links and node', {
  nodes: optional(
    either(count, mapOf('overrides by node such as {n3: {cores: 1}}', machineShape)),
    'a number: so many nodes in one zone. A mapping: machines that differ from `node`, by name (n1, n2, …)',
  ),
  zones: optional(zones, 'shorthand for one region with these zones'),
  regions: optional(mapOf('regions such as {eu: {zones: {a: {nodes: 2}}}}', region), 'regions by name'),
  links: optional(linksShape, 'how messages fare between two places'),
  node: optional(machineShape, 'what every node is made of'),
});

export type TopologyDraft = Decoded<typeof topologyShape>;
export type ZoneDraft = Decoded<typeof zone>;
