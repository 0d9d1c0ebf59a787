/** How rare events are looked for: both values, since a figure rests on them. */
import type { RareEventsSpec } from '../rare-events/rare-events-spec.ts';
import { printQuantity } from './print-quantity.ts';
import { type Mapping, mapping } from './written.ts';

/** Empty where they are not. */
export const printRareEvents = (spec: RareEventsSpec | undefined): Mapping =>
  mapping(['cycles', spec && String(spec.cycles)], ['bias', spec && printQuantity('share', spec.bias)]);
